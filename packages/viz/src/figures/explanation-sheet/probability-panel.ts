import { box, label } from '../../svg/shapes';
import { verdictMark } from '../../svg/verdict-mark';
import { formatShare } from '../../text/format';
import { textWidth, truncate } from '../../text/measure';
import { type, type Theme } from '../../theme';

export interface ProbabilityPanel {
  classes: readonly string[];
  /** One a class, 0..1. */
  probabilities: ArrayLike<number>;
  predicted: number;
  truth?: number;
  note?: string;
}

/** Most classes shown; of more, the most probable ones and the true one. */
const mostBars = 8;
const head = 44;

/** Width of the panel. */
export const panelWidth = 252;

/** The height that the panel needs. */
export const panelHeight = (classes: number): number => head + Math.min(classes, mostBars) * 14;

/** The verdict and a bar a class. The predicted class has the strong colour: blue if right, orange if wrong. */
export function probabilityPanel(
  x: number,
  y: number,
  height: number,
  panel: ProbabilityPanel,
  theme: Theme,
): string {
  const { classes, probabilities, predicted, truth, note } = panel;
  const isRight = truth === undefined || truth === predicted;
  const color = isRight ? theme.blue : theme.orange;
  const verdict = `${classes[predicted]} ${formatShare(probabilities[predicted])}`;
  const indent = truth === undefined ? 0 : 22;
  const second = [truth === undefined ? '' : isRight ? 'correct' : `true: ${classes[truth]}`, note]
    .filter(Boolean)
    .join(' · ');
  const parts = [
    truth === undefined ? '' : verdictMark(x + 7, y + 10, isRight, theme),
    label(x + indent, y + 15, truncate(verdict, panelWidth - indent, 15, 600), {
      size: 15,
      weight: 600,
      fill: color,
    }),
    ...(second
      ? [
          label(x + indent, y + 32, truncate(second, panelWidth - indent, type.label), {
            size: type.label,
            fill: theme.muted,
          }),
        ]
      : []),
  ];
  const shown = barsOf(panel);
  const names = Math.ceil(
    Math.min(96, Math.max(...shown.map((i) => textWidth(classes[i], type.small, 600)))),
  );
  const track = panelWidth - names - 10 - 44;
  const pitch = Math.min(22, (height - head) / shown.length);
  shown.forEach((i, row) => {
    const middle = y + head + (row + 0.5) * pitch;
    const value = probabilities[i];
    const strong = i === predicted || i === truth;
    const text = {
      size: type.small,
      weight: strong ? (600 as const) : (400 as const),
      fill: strong ? theme.ink : theme.muted,
    };
    const left = x + names + 10;
    parts.push(
      label(left - 10, middle + 4, truncate(classes[i], names + 1, type.small, 600), {
        ...text,
        anchor: 'end',
      }),
      box(left, middle - 4.5, track, 9, { fill: theme.panel, rx: 2 }),
      box(left, middle - 4.5, Math.max(value * track, value > 0 ? 1 : 0), 9, {
        fill: i === predicted ? color : theme.muted,
        rx: 2,
      }),
      label(x + panelWidth, middle + 4, formatShare(value), { ...text, anchor: 'end' }),
    );
  });
  return parts.join('');
}

function barsOf({ classes, probabilities, truth }: ProbabilityPanel): number[] {
  const all = classes.map((_, i) => i);
  if (all.length <= mostBars) return all;
  const best = [...all].sort((a, b) => probabilities[b] - probabilities[a]).slice(0, mostBars);
  if (truth !== undefined && !best.includes(truth)) best[mostBars - 1] = truth;
  return best;
}

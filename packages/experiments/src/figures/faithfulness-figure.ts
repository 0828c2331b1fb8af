import { faithfulnessCurves, type CurvePanel, type Figure, type FigureOptions } from '@fer/viz';
import type { Faithfulness } from './faithfulness';

/** A figure tells no more lines apart. */
const MOST_LINES = 6;

/** Whose curves show a probability; ROAD's show a logit. */
const PANELS = ['deletion', 'insertion'] as const;

/** Deletion and insertion step by step: of the best methods by deletion, and of the maps that know nothing of the model. */
export function faithfulnessFigure(
  { rows }: Pick<Faithfulness, 'rows'>,
  look: Pick<FigureOptions, 'theme'> = {},
): Figure | undefined {
  const measured = rows.filter(({ scores }) => PANELS.every((name) => Number.isFinite(scores[name]?.mean)));
  const baselines = measured.filter(({ isBaseline }) => isBaseline);
  const methods = measured
    .filter(({ isBaseline }) => !isBaseline)
    .toSorted((a, b) => a.scores.deletion.mean - b.scores.deletion.mean)
    .slice(0, MOST_LINES - baselines.length);
  if (methods.length === 0) return undefined;
  const panels = PANELS.map((name): CurvePanel => ({
    name,
    better: methods[0].scores[name].better,
    methods: [...methods, ...baselines].map(({ method, scores }) => ({
      name: method,
      curves: scores[name].curves ?? [],
    })),
  }));
  return faithfulnessCurves(panels, {
    title: 'What is left as pixels go, and as they come',
    caption: `The ${methods.length} best methods by deletion${baselines.length > 0 ? `, and the maps that know nothing of the model: ${baselines.map(({ method }) => method).join(', ')}` : ''}.`,
    ...look,
  });
}

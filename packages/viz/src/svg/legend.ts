import { textWidth, truncate } from '../text/measure';
import { type, type Theme } from '../theme';
import { box, label, rule } from './shapes';

export interface LegendEntry {
  name: string;
  color: string;
  /** A line in place of a square: of what dashes, '' for none. */
  dash?: string;
}

const row = 22;
const swatch = 17;

/** Names beside their colours, in as many rows as the width needs. */
export function legend(entries: readonly LegendEntry[], width: number, theme: Theme) {
  let x = 0;
  let y = 0;
  let widest = 0;
  const placed = entries.map((entry) => {
    const mark = entry.dash === undefined ? swatch : swatch + 13;
    const name = truncate(entry.name, width - mark - 2, type.label);
    const taken = mark + textWidth(name, type.label);
    if (x > 0 && x + taken > width) {
      x = 0;
      y += row;
    }
    const at = { ...entry, name, mark, x, y };
    widest = Math.max(widest, x + taken);
    x += taken + 22;
    return at;
  });
  return {
    width: widest,
    /** To the top of what follows. */
    height: y + row + 6,
    draw: (left: number, top: number): string =>
      placed
        .map(({ name, color, dash, mark, ...at }) => {
          const [x0, y0] = [left + at.x, top + at.y];
          const sign =
            dash === undefined
              ? box(x0, y0 + 2, 11, 11, { fill: color, rx: 2 })
              : rule(x0, y0 + 8, x0 + mark - 6, y0 + 8, {
                  stroke: color,
                  'stroke-width': 2,
                  'stroke-dasharray': dash || undefined,
                });
          return sign + label(x0 + mark, y0 + 12, name, { size: type.label, fill: theme.ink });
        })
        .join(''),
  };
}

import { historyPlot, type Figure } from '@fer/viz';
import type { Comparison } from './comparison';
import type { Titles } from './comparison-tables';

/** More curves in one figure could not be told apart. */
const A_FIGURE = 6;

/** Loss and accuracy of all variants over the epochs, the mean of the seeds with a band of one standard deviation. */
export function curveFigures({ variants }: Comparison, titles: Titles = {}): Figure[] {
  const figures: Figure[] = [];
  for (let first = 0; first < variants.length; first += A_FIGURE) {
    const shown = variants.slice(first, first + A_FIGURE);
    figures.push(
      historyPlot(
        shown.map(({ name, runs }) => ({
          name: titles[name] ?? name,
          seeds: runs.map(({ history }) => history),
        })),
        { theme: 'auto' },
      ),
    );
  }
  return figures;
}

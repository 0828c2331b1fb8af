import type { LayerStatistics } from '@fer/explain';
import { formatTable, percent } from './format';

/** What each filter did over the data, a line a filter, and how many are dead. */
export function filterTable(
  { layer, images, filters, deadMeans, deadShare }: LayerStatistics,
  chosen?: readonly number[],
): string {
  const shown = chosen ? filters.filter(({ filter }) => chosen.includes(filter)) : filters;
  const rows = shown.map(({ filter, mean, std, maximum, activePositions, activeImages, dead }) => [
    `filter ${filter}`,
    ...[mean, std, maximum].map((value) => value.toPrecision(3)),
    percent(activePositions),
    percent(activeImages),
    dead ? 'dead' : '',
  ]);
  const count = filters.filter(({ dead }) => dead).length;
  const header = [layer, 'mean', 'std', 'maximum', 'of positions', 'of images > 0', ''];
  return [
    formatTable([header, ...rows]),
    `${count} of ${filters.length} filters (${percent(deadShare)}) are dead on ${images.toLocaleString('en-US')} images: ${deadMeans}.`,
  ].join('\n');
}

import type { FilterSummary, LayerStatistics } from '@fer/explain';
import { formatTable, percent } from './format';

/** What the filters named did over the data, a line each, and how many of the layer are dead. */
export function filterTable(
  { layer, images, filters, deadMeans, deadShare }: LayerStatistics,
  named: readonly FilterSummary[],
): string {
  const rows = named.map(({ filter, mean, std, maximum, activePositions, activeImages, dead }) => [
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

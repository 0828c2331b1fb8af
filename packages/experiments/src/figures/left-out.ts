import type { FilterSummary, LayerStatistics } from '@fer/explain';
import { counted } from '../report/words';

const MOST_NAMES = 12;

/** Names the filters that no image can be shown for; empty where there is none. */
export function leftOut(
  filters: readonly Pick<FilterSummary, 'filter' | 'dead' | 'top'>[],
  deadMeans: LayerStatistics['deadMeans'],
): string {
  const without = filters.filter(({ top }) => top.length === 0);
  const sentence = (why: string, which: typeof without) =>
    which.length > 0 && `Left out, as ${why}: ${names(which.map(({ filter }) => filter))}.`;
  const dead = without.filter((filter) => filter.dead);
  const broken = without.filter((filter) => !filter.dead);
  return [
    sentence(deadMeans === 'constant' ? 'the same for every image' : 'never above 0', dead),
    sentence('NaN', broken),
  ]
    .filter(Boolean)
    .join(' ');
}

function names(filters: readonly number[]): string {
  const named = `${filters.length === 1 ? 'filter' : 'filters'} ${filters.slice(0, MOST_NAMES).join(', ')}`;
  const more = filters.length - MOST_NAMES;
  return more > 0 ? `${named} and ${counted(more, 'other')}` : named;
}

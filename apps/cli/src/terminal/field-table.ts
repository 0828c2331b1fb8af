import type { ReceptiveField } from '@fer/explain';
import { formatTable } from './format';

/** What part of the input each layer sees, a line a layer; numbers of rows and columns where they differ. */
export function fieldTable(fields: readonly ReceptiveField[]): string {
  const rows = fields.map(({ layer, places, channels, size, stride, start, whole }) => [
    layer,
    [...places, ...(channels === undefined ? [] : [channels])].join(' x '),
    whole ? 'all' : one(size),
    whole ? '' : one(stride),
    whole ? '' : one(start),
  ]);
  return [
    'Receptive fields, in pixels of the input: what a unit depends on, the way to the next unit, and where the first begins.',
    '',
    formatTable([['layer', 'output', 'field', 'stride', 'start'], ...rows]),
  ].join('\n');
}

function one(axes: readonly number[]): string {
  return axes.every((value) => value === axes[0]) ? String(axes[0]) : axes.join(' x ');
}

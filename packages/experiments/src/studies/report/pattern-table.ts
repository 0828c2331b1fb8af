import type { Table } from '../../report/document';
import { percent, threeDigits, together } from '../../report/words';
import type { PatternCount } from '../figures/pattern-counts';

export const PATTERN_TEXT =
  'Every filter is painted from noise by gradient ascent alone. A picture is a pattern where the power of its frequencies is less even than that of noise (spectral entropy). The last column is the rank correlation of that order with the mean output that a picture reached: near 0, the one says nothing of the other.';

/** How many filters found only noise, by convolution and size of a step. */
export function patternTable(counts: readonly PatternCount[]): Table {
  const numbers = [
    'Step size',
    'Found a pattern',
    'Only noise',
    'The study',
    'Mean output: patterns',
    'Noise',
    'Correlation',
  ];
  return {
    columns: [{ title: 'Filters of' }, ...numbers.map((title) => ({ title, isNumber: true }))],
    rows: counts.map((count) => [
      together(`convolution ${count.convolution}`),
      String(count.stepSize),
      `${count.found} of ${count.pictures}`,
      percent(count.noiseShare),
      percent(count.reported),
      known(count.meanOfPatterns, threeDigits),
      known(count.meanOfNoise, threeDigits),
      known(count.rankCorrelation, (correlation) => correlation.toFixed(2).replace('-', '−')),
    ]),
  };
}

const known = (value: number | undefined, text: (value: number) => string) =>
  value === undefined ? '—' : text(value);

import type { Phrase, Table } from '../report/document';
import { duration, together } from '../report/words';
import type { Comparison, ScoreName, Variant } from './comparison';
import type { Estimate } from './estimate';

/** Those that tables show; all are in the CSV. */
const SHOWN = ['accuracy', 'balancedAccuracy', 'macroF1', 'loss'] as const satisfies ScoreName[];

const HEADINGS: Record<(typeof SHOWN)[number], string> = {
  accuracy: 'Accuracy',
  balancedAccuracy: 'Balanced accuracy',
  macroF1: 'Macro F1',
  loss: 'Cross-entropy',
};

/** Titles of variants by name, where names are short forms. */
export type Titles = Readonly<Record<string, string>>;

/** A row a variant: mean, deviation and interval of each score. */
export function scoreTable({ variants }: Comparison, titles: Titles = {}): Table {
  return table(
    ['Variant', 'Runs', 'Best epoch', ...SHOWN.map((score) => HEADINGS[score]), 'Time a run'],
    variants.map((variant) => [
      titled(variant.name, titles),
      String(variant.runs.length),
      variant.runs.map(({ bestEpoch }) => bestEpoch).join(', '),
      ...SHOWN.map((score) => estimateCell(variant.scores[score], wordingOf(score))),
      timeOf(variant),
    ]),
  );
}

/** A row a variant: by how much it is above the first, seed by seed. */
export function differenceTable({ differences }: Comparison, titles: Titles = {}): Table {
  return table(
    ['Difference', 'Pairs', ...SHOWN.map((score) => HEADINGS[score])],
    differences.map(({ from, to, scores }) => [
      [titled(to, titles), { look: 'soft', text: ` minus ${titled(from, titles)}` }],
      String(scores.accuracy.n),
      ...SHOWN.map((score) => estimateCell(scores[score], differenceOf(score))),
    ]),
  );
}

/** A row a class: the share of its images that each variant recognises. */
export function recallTable({ variants }: Comparison, titles: Titles = {}): Table {
  return table(
    ['Recall', ...variants.map(({ name }) => titled(name, titles))],
    variants[0].recall.map((entry, k) => [
      entry.class,
      ...variants.map(({ recall }) => estimateCell(recall[k], SHARE)),
    ]),
  );
}

/** Says how many seeds there are, and what that allows. */
export function seedsSentence({ seeds, confidence, split, differences }: Comparison): string {
  const measured = `Measured on the ${split} images`;
  if (seeds.length === 1)
    return `${measured}, one run of each with seed ${seeds[0]}: one run gives no deviation and no interval, so a difference may well be chance.`;
  const paired = differences.length > 0 ? ' Differences are taken seed by seed (paired t).' : '';
  return `${measured}, n = ${seeds.length} runs of each with seeds ${seeds.join(', ')}. A cell has the mean, ± the standard deviation, and below it the ${Math.round(confidence * 100)} % interval of the mean by Student’s t.${paired} An interval says how far a number depends on the seed; that of other images it does not tell. Intervals are cut where shares end, at 0 and 100 %.`;
}

function titled(name: string, titles: Titles): string {
  return titles[name] ?? name;
}

/** How a number is written: its unit stands once, behind all that a line says. */
interface Wording {
  number: (value: number) => string;
  unit: string;
  /** What the number can be at all: an interval goes no further. */
  range: readonly [number, number];
}

const SHARE: Wording = { number: (value) => (value * 100).toFixed(1), unit: ' %', range: [0, 1] };
const LOSS: Wording = { number: (value) => value.toFixed(3), unit: '', range: [0, Infinity] };

function wordingOf(score: ScoreName): Wording {
  return score === 'loss' ? LOSS : SHARE;
}

function differenceOf(score: ScoreName): Wording {
  const { number } = wordingOf(score);
  return {
    number: (value) => `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`,
    unit: score === 'loss' ? '' : ' points',
    range: score === 'loss' ? [-Infinity, Infinity] : [-1, 1],
  };
}

function estimateCell(
  { mean, deviation, interval }: Estimate,
  { number, unit, range: [least, most] }: Wording,
): Phrase {
  if (deviation === undefined || interval === undefined) return together(`${number(mean)}${unit}`);
  const [low, high] = [Math.max(least, interval[0]), Math.min(most, interval[1])];
  return [
    together(`${number(mean)} ± ${number(deviation).replace(/^\+/, '')}${unit}`),
    { look: 'below', text: together(`${number(low)} … ${number(high)}${unit}`) },
  ];
}

function timeOf({ runs }: Variant): string {
  const known = runs.flatMap(({ seconds }) => seconds ?? []);
  return known.length === 0 ? '' : duration(known.reduce((a, b) => a + b, 0) / known.length);
}

/** Columns after the first are right-aligned. */
function table(headings: string[], rows: Phrase[][]): Table {
  return { columns: headings.map((title, i) => ({ title, isNumber: i > 0 })), rows };
}

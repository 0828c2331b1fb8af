import { html, type Markup } from '../report/html';
import { duration, percent } from '../report/words';
import { SCORES, type Comparison, type ScoreName, type Variant } from './comparison';
import type { Estimate } from './estimate';

const HEADINGS: Record<ScoreName, string> = {
  accuracy: 'Accuracy',
  balancedAccuracy: 'Balanced accuracy',
  macroF1: 'Macro F1',
  top2: 'Top 2',
  loss: 'Cross-entropy',
};

/** Titles of variants by name, where names are short forms. */
export type Titles = Readonly<Record<string, string>>;

/** A row a variant: mean, deviation and interval of each score. */
export function scoreTable({ variants, confidence }: Comparison, titles: Titles = {}): Markup {
  return table(
    ['Variant', 'Runs', 'Best epoch', ...SCORES.map((score) => HEADINGS[score]), 'Time a run'],
    variants.map((variant) => [
      titled(variant.name, titles),
      String(variant.runs.length),
      variant.runs.map(({ bestEpoch }) => bestEpoch).join(', '),
      ...SCORES.map((score) => estimateCell(variant.scores[score], confidence, valueOf(score))),
      timeOf(variant),
    ]),
  );
}

/** A row a variant: by how much it is above the first, seed by seed. */
export function differenceTable({ differences, confidence }: Comparison, titles: Titles = {}): Markup {
  return table(
    ['Difference', 'Pairs', ...SCORES.map((score) => HEADINGS[score])],
    differences.map(({ from, to, scores }) => [
      html`${titled(to, titles)} <span class="soft">minus ${titled(from, titles)}</span>`,
      String(scores.accuracy.n),
      ...SCORES.map((score) => estimateCell(scores[score], confidence, differenceOf(score))),
    ]),
  );
}

/** A row a class: the share of its images that each variant recognises. */
export function recallTable({ variants, confidence }: Comparison, titles: Titles = {}): Markup {
  return table(
    ['Recall', ...variants.map(({ name }) => titled(name, titles))],
    variants[0].recall.map((entry, k) => [
      entry.class,
      ...variants.map(({ recall }) => estimateCell(recall[k], confidence, percent)),
    ]),
  );
}

/** Says how many seeds there are, and what that allows. */
export function seedsSentence({ seeds, confidence, split, differences }: Comparison): string {
  const measured = `Measured on the ${split} images`;
  if (seeds.length === 1)
    return `${measured}, one run of each with seed ${seeds[0]}: one run gives no deviation and no interval, so a difference may well be chance.`;
  const paired = differences.length > 0 ? ' Differences are taken seed by seed (paired t).' : '';
  return `${measured}, n = ${seeds.length} runs of each with seeds ${seeds.join(', ')}. A cell has the mean, ± the standard deviation, and below it the ${Math.round(confidence * 100)} % interval of the mean by Student’s t.${paired} An interval says how far a number depends on the seed; that of other images it does not tell.`;
}

function titled(name: string, titles: Titles): string {
  return titles[name] ?? name;
}

function valueOf(score: ScoreName): (value: number) => string {
  return score === 'loss' ? (value) => value.toFixed(3) : percent;
}

function differenceOf(score: ScoreName): (value: number) => string {
  return (value) => {
    const size = score === 'loss' ? Math.abs(value).toFixed(3) : `${Math.abs(value * 100).toFixed(1)} points`;
    return `${value < 0 ? '−' : '+'}${size}`;
  };
}

function estimateCell(
  { mean, deviation, interval }: Estimate,
  confidence: number,
  words: (value: number) => string,
): Markup {
  if (deviation === undefined || interval === undefined) return html`${words(mean)}`;
  const spread = words(deviation)
    .replace(/^\+/, '')
    .replace(/ points$/, '');
  return html`${words(mean)} ± ${spread}<br /><small title="${Math.round(confidence * 100)} % interval"
      >${words(interval[0])} … ${words(interval[1])}</small
    >`;
}

function timeOf({ runs }: Variant): string {
  const known = runs.flatMap(({ seconds }) => seconds ?? []);
  return known.length === 0 ? '' : duration(known.reduce((a, b) => a + b, 0) / known.length);
}

/** Columns after the first are right-aligned. */
function table(headings: string[], rows: (Markup | string)[][]): Markup {
  const side = (i: number) => (i === 0 ? 'start' : 'number');
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${headings.map((heading, i) => html`<th class="${side(i)}">${heading}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, i) => html`<td class="${side(i)}">${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

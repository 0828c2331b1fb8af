/**
 * Ours beside its peers in one run: training and prediction of three nets by us on one and two threads, PyTorch on as many, and the stock
 * backends. Each contestant is a process of its own that waits while the others compute; they take turns round by round, so that a machine
 * that slows down slows all of them. Prints a markdown table a net: medians of the rounds, and medians of the ratios of each round.
 *
 * npx tsx --conditions=@fer/source bench/compare.ts --rounds 3 --only leaky4,ours,torch-1 --python /usr/bin/python3
 */
import { parseArgs } from 'node:util';
import { comparisonTable, median, type Result } from './comparison-table';
import { startContestant } from './contestant-process';
import type { Answer, Command } from './contestant-protocol';
import { CONTESTANTS, type Contestant } from './contestants';
import type { LineProcess } from './line-process';
import { MODELS } from './models';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    batch: { type: 'string', default: '128' },
    only: { type: 'string', default: '' },
    python: { type: 'string', default: '/usr/bin/env python3' },
  },
});
const [rounds, seconds, batch] = [values.rounds, values.seconds, values.batch].map(Number);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`invalid --rounds: ${values.rounds} (expected 1, 2, …)`);
if (!Number.isInteger(batch) || batch < 2)
  throw new Error(`invalid --batch: ${values.batch} (expected 2, 3, …)`);
if (!(seconds > 0)) throw new Error(`invalid --seconds: ${values.seconds} (expected more than 0)`);
const only = values.only.split(',').filter(Boolean);
const known = [...MODELS, ...CONTESTANTS.map(({ name }) => name)];
const unknown = only.find((name) => !known.includes(name));
if (unknown) throw new Error(`invalid --only: ${unknown} (expected some of ${known.join(', ')})`);

/** Those of `all` that --only names, all if it names none of their kind. */
const chosen = (all: string[]) =>
  all.some((name) => only.includes(name)) ? all.filter((n) => only.includes(n)) : all;
const names = chosen(CONTESTANTS.map(({ name }) => name));

interface Entry extends Result {
  process: LineProcess<Command, Answer>;
}

const skip = (model: string, { label }: Contestant, why: string) =>
  console.error(`${model}: skipped ${label}: ${why}`);

async function enter(model: string, contestant: Contestant): Promise<Entry | undefined> {
  const own = contestant.fewer?.[model] ?? batch;
  if (own === 0) {
    skip(model, contestant, 'it takes minutes an image');
    return undefined;
  }
  const child = startContestant(contestant, { model, batch: own, python: values.python.split(' ') });
  const answer = await child.answer();
  if (!('ready' in answer)) {
    skip(model, contestant, 'absent' in answer ? answer.absent : 'it did not answer');
    child.end({ do: 'end' });
    return undefined;
  }
  console.error(`${model}: ${contestant.label}: ${answer.version}, ${answer.parameters} parameters`);
  parameters.add(answer.parameters);
  return { contestant, batch: own, train: [], predict: [], peak: 0, process: child };
}

/** Lets a contestant compute; the median of its steps in images a second. */
async function measure(entry: Entry, kind: 'train' | 'predict', time: number): Promise<number> {
  const answer = await entry.process.ask({ do: kind, seconds: time });
  if (!('times' in answer))
    throw new Error(`${entry.contestant.label} failed${'absent' in answer ? `: ${answer.absent}` : ''}`);
  entry.peak = answer.peakMegabytes;
  return 1 / median(answer.times);
}

let parameters = new Set<number>();

async function compare(model: string): Promise<Result[]> {
  parameters = new Set();
  const taking = CONTESTANTS.filter(({ name }) => names.includes(name));
  const entered = await Promise.all(taking.map((contestant) => enter(model, contestant)));
  const entries = entered.filter((entry) => entry !== undefined);
  try {
    if (parameters.size > 1)
      throw new Error(`the nets of ${model} differ: ${[...parameters].join(', ')} parameters`);
    for (let round = 0; round <= rounds; round++) {
      for (const entry of entries) {
        const { train, predict, fewer } = entry.contestant;
        // Round 0 warms up; whoever needs long for a step is measured in the one that it makes there.
        if (fewer && round > 0) continue;
        const kept = round > 0 || fewer !== undefined;
        if (train) {
          const value = await measure(entry, 'train', round > 0 ? seconds : 0.01);
          if (kept) entry.train.push(value);
        }
        if (predict) {
          const value = await measure(entry, 'predict', round > 0 ? seconds / 2 : 0.01);
          if (kept) entry.predict.push(value);
        }
      }
      console.error(`${model}: round ${round} of ${rounds}`);
    }
  } finally {
    for (const entry of entries) entry.process.end({ do: 'end' });
  }
  return entries;
}

console.log(`batch ${batch}, ${rounds} rounds of ${seconds} s training and ${seconds / 2} s prediction`);
for (const model of chosen(MODELS)) console.log(`\n### ${model}\n\n${comparisonTable(await compare(model))}`);

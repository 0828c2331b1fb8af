/**
 * How long the methods of @fer/explain take on `leaky4`, in forward passes of the same batch in the same turn and in milliseconds: on the
 * stock wasm backend, with our kernels, and beside plain PyTorch. Each is a process of its own that waits while the others compute; they
 * take turns method by method and round by round. Prints a markdown table a batch size: medians of the rounds.
 *
 * npx tsx --conditions=@fer/source bench/explain.ts --rounds 3 --batches 1,16 --only saliency,gradCam --python /usr/bin/python3
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from './comparison-table';
import { nodeCommand } from './contestant-process';
import { CAPTUM, METHODS } from './explain-methods';
import type { ExplainAnswer, ExplainCommand } from './explain-protocol';
import { explainTable, type MethodRow } from './explain-table';
import { LineProcess } from './line-process';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '0.5' },
    batches: { type: 'string', default: '1,16' },
    only: { type: 'string', default: '' },
    all: { type: 'boolean', default: false },
    clock: { type: 'string', default: 'wall' },
    python: { type: 'string', default: '/usr/bin/env python3' },
  },
});
const [rounds, seconds] = [values.rounds, values.seconds].map(Number);
const batches = values.batches.split(',').map(Number);
if (!Number.isInteger(rounds) || rounds < 1)
  throw new Error(`invalid --rounds: ${values.rounds} (expected 1, 2, …)`);
if (!(seconds > 0)) throw new Error(`invalid --seconds: ${values.seconds} (expected more than 0)`);
if (!batches.every((batch) => Number.isInteger(batch) && batch >= 1))
  throw new Error(`invalid --batches: ${values.batches} (expected whole numbers with commas between)`);
if (!['wall', 'processor'].includes(values.clock))
  throw new Error(`invalid --clock: ${values.clock} (expected wall or processor)`);
const only = values.only.split(',').filter(Boolean);
const unknown = only.find((name) => !METHODS.includes(name));
if (unknown) throw new Error(`invalid --only: ${unknown} (expected some of ${METHODS.join(', ')})`);

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const ours = (kernels: string) =>
  new LineProcess<ExplainCommand, ExplainAnswer>([
    ...nodeCommand(here('explain-contestant.ts')),
    JSON.stringify({ kernels, clock: values.clock }),
  ]);
const contestants: Record<string, LineProcess<ExplainCommand, ExplainAnswer>> = {
  ours: ours('ours'),
  stock: ours('stock'),
  torch: new LineProcess([...values.python.split(' '), here('explain_peer.py'), values.clock]),
};
const entered: string[] = [];
for (const [name, child] of Object.entries(contestants)) {
  const answer = await child.answer();
  if ('ready' in answer) entered.push(name);
  console.error(
    'ready' in answer
      ? `${name}: ${answer.version}`
      : `skipped ${name}: ${'absent' in answer ? answer.absent : 'it did not answer'}`,
  );
}

const chosen = METHODS.filter((name) =>
  only.length > 0 ? only.includes(name) : values.all || name in CAPTUM,
);
const rows: MethodRow[] = batches.flatMap((batch) => chosen.map((method) => ({ method, batch, times: {} })));
try {
  // Round 0 warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const { method, batch, times } of rows) {
      for (const name of entered) {
        const command = { method, batch, seconds: round === 0 ? 0.01 : seconds };
        const answer = await contestants[name].ask(command);
        if (!('times' in answer))
          throw new Error(`${name} failed${'absent' in answer ? `: ${answer.absent}` : ''}`);
        if (round === 0) continue;
        const entry = (times[name] ??= { ms: [], forward: [] });
        if (answer.times.length > 0) entry.ms.push(median(answer.times));
        entry.forward.push(median(answer.forward));
      }
    }
    console.error(`round ${round} of ${rounds}`);
  }
} finally {
  for (const child of Object.values(contestants)) child.end({ method: 'end' });
}

for (const batch of batches) {
  const table = explainTable(rows.filter((row) => row.batch === batch));
  console.log(`\n### ${batch === 1 ? '1 image' : `${batch} images`}\n\n${table}`);
}

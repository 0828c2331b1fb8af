/** Explains with one kind of kernels in a process of its own when explain.ts says so, and says how long it took. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs-core';
import { methodRunner } from './explain-methods';
import type { ExplainAnswer, ExplainCommand, ExplainTask } from './explain-protocol';
import { benchModel, INPUT } from './models';
import { useKernels } from './use-kernels';

const { kernels, clock } = JSON.parse(process.argv[2]) as {
  kernels: 'ours' | 'stock';
  clock: 'wall' | 'processor';
};
const say = (answer: ExplainAnswer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

await useKernels({ backend: 'wasm', kernels });
const model = benchModel('leaky4');

function now(): number {
  if (clock === 'wall') return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = now();
  await run();
  return now() - started;
}

async function measure({ method, batch, seconds }: ExplainTask) {
  const pixels = INPUT.reduce((product, size) => product * size, 1);
  const data = Float32Array.from(
    { length: batch * pixels },
    (_, i) => ((i * 16807) % 2147483647) / 2147483647,
  );
  const shape = [batch, ...INPUT];
  const x = tf.tensor(data, shape);
  const forwardPass = async () => {
    const output = model.predict(x) as tf.Tensor;
    await output.data();
    output.dispose();
  };
  const run = methodRunner(method, model, { data, shape });
  const [times, forward]: number[][] = [[], []];
  const until = performance.now() + seconds * 1000;
  do {
    forward.push(await timed(forwardPass));
    times.push(await timed(run));
  } while (performance.now() < until);
  x.dispose();
  return { times, forward };
}

say({ ready: true, version: `tfjs ${tf.version_core}` });
for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line) as ExplainCommand;
  if (command.method === 'end') break;
  say(await measure(command as ExplainTask));
}
if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
process.exit(0);

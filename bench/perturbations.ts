/**
 * What the perturbation methods of @fer/explain take beyond the forward passes that they are made of: `leaky4` on 48x48
 * grey, one image, each method between two runs of as many bare batched passes of `model.predict`. Prints a markdown table
 * of processor time (or the clock's): medians of the rounds, and the least of each, which a busy machine disturbs less.
 *
 * npx tsx --conditions=@fer/source bench/perturbations.ts --rounds 5 --samples 1000 --batch 32 --kernels ours
 */
import { parseArgs } from 'node:util';
import * as explain from '@fer/explain';
import * as tf from '@tensorflow/tfjs-core';
import { median } from './comparison-table';
import { benchModel, INPUT } from './models';
import { useKernels } from './use-kernels';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    samples: { type: 'string', default: '1000' },
    batch: { type: 'string', default: '32' },
    kernels: { type: 'string', default: 'ours' },
    clock: { type: 'string', default: 'processor' },
  },
});
const [rounds, samples, batchSize] = [values.rounds, values.samples, values.batch].map(Number);
if (![rounds, samples, batchSize].every((count) => Number.isInteger(count) && count >= 1))
  throw new Error('invalid --rounds, --samples or --batch (expected 1, 2, …)');
if (values.kernels !== 'ours' && values.kernels !== 'stock')
  throw new Error(`invalid --kernels: ${values.kernels} (expected ours or stock)`);

await useKernels({ backend: 'wasm', kernels: values.kernels });
const model = benchModel('leaky4');
const [h, w] = INPUT;
const image = {
  data: Float32Array.from({ length: h * w }, (_, i) => ((i * 16807) % 2147483647) / 2147483647),
  shape: [1, ...INPUT],
};
const grid = (rows: number) => explain.gridSegments({ ...image, shape: [h, w, 1] }, { rows, columns: rows });
const run = { batchSize, target: 0 } as const;
const methods: Record<string, { passes: number; run: () => Promise<unknown> }> = {
  lime: { passes: samples, run: () => explain.lime(model, image, { ...run, samples, segments: grid(7) }) },
  kernelShap: {
    passes: samples,
    run: () => explain.kernelShap(model, image, { ...run, samples, segments: grid(7) }),
  },
  rise: { passes: samples, run: () => explain.rise(model, image, { ...run, masks: samples }) },
  occlusion: {
    passes: 23 * 23,
    run: () => explain.occlusion(model, image, { ...run, window: 4, stride: 2 }),
  },
  featureAblation: {
    passes: 24 * 24,
    run: () => explain.featureAblation(model, image, { ...run, segments: grid(24) }),
  },
  shapleyValues: {
    passes: 2 ** 9,
    run: () => explain.shapleyValues(model, image, { ...run, segments: grid(3) }),
  },
};

function now(): number {
  if (values.clock === 'wall') return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = now();
  await work();
  return now() - started;
}

async function barePasses(rows: number): Promise<void> {
  const data = new Float32Array(batchSize * h * w).fill(0.5);
  for (let done = 0; done < rows; done += batchSize) {
    const size = Math.min(batchSize, rows - done);
    const x = tf.tensor(data.subarray(0, size * h * w), [size, ...INPUT]);
    const output = model.predict(x) as tf.Tensor;
    await output.data();
    tf.dispose([x, output]);
  }
}

const times = Object.fromEntries(
  Object.keys(methods).map((name) => [name, { own: [] as number[], bare: [] as number[], least: Infinity }]),
);
// Round 0 warms up.
for (let round = 0; round <= rounds; round++) {
  for (const [name, method] of Object.entries(methods)) {
    const bare = await timed(() => barePasses(method.passes));
    const own = await timed(method.run);
    const after = await timed(() => barePasses(method.passes));
    if (round === 0) continue;
    times[name].bare.push((bare + after) / 2);
    times[name].least = Math.min(times[name].least, bare, after);
    times[name].own.push(own);
  }
  console.error(`round ${round} of ${rounds}`);
}

console.log(`| method | passes | bare passes, ms | method, ms | method / bare | least / least |`);
console.log('| - | -: | -: | -: | -: | -: |');
for (const [name, { passes }] of Object.entries(methods)) {
  const { own, bare, least } = times[name];
  const ratio = median(own.map((time, i) => time / bare[i]));
  console.log(
    `| \`${name}\` | ${passes} | ${median(bare).toFixed(0)} | ${median(own).toFixed(0)} | ${ratio.toFixed(2)} | ${(Math.min(...own) / least).toFixed(2)} |`,
  );
}

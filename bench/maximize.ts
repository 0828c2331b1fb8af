/**
 * Processor time of painting what the filters of a layer of `compact4` answer to: all in one call of
 * `maximizeActivation`, one call a filter, and one loop a filter with `tf.grad` of the model cut at the layer, as one would
 * write it without the package. They take turns, layer by layer; bare ascent, so that all three compute the same.
 *
 *   npx tsx --conditions=@fer/source bench/maximize.ts [--rounds 3] [--steps 100] [--filters 64] [--layers conv2,conv3,conv4] [--kernels ours]
 */
import { parseArgs } from 'node:util';
import { maximizeActivation } from '@fer/explain';
import { createModel } from '@fer/models';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { median } from './comparison-table';
import { useKernels } from './use-kernels';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '100' },
    filters: { type: 'string', default: '64' },
    layers: { type: 'string', default: 'conv2,conv3,conv4' },
    kernels: { type: 'string', default: 'stock' },
  },
});
const [rounds, steps, count] = [values.rounds, values.steps, values.filters].map(Number);
for (const [name, value] of Object.entries({ rounds, steps, filters: count })) {
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`invalid --${name}: ${value} (expected 1, 2, …)`);
}
if (values.kernels !== 'stock' && values.kernels !== 'ours')
  throw new Error(`invalid --kernels: ${values.kernels} (expected stock or ours)`);
await useKernels({ backend: 'wasm', kernels: values.kernels });

const stepSize = 0.02;
const filters = Array.from({ length: count }, (_, i) => i);
const model = createModel('compact4', { seed: 1 });
const bare = { steps, stepSize, optimizer: 'ascent', regularizers: [], transforms: [] } as const;

const contestants = {
  'at once': (layer: string) => maximizeActivation(model, { layer, filters }, bare),
  'filter by filter': async (layer: string) => {
    for (const filter of filters) await maximizeActivation(model, { layer, filter }, bare);
  },
  'tf.grad, filter by filter': async (layer: string) => {
    const cut = tfl.model({ inputs: model.inputs, outputs: model.getLayer(layer).output });
    for (const filter of filters) plainAscent(cut, filter);
  },
};

console.log(
  `| ${count} filters, ${steps} steps, ${values.kernels} kernels | ${Object.keys(contestants).join(', s | ')}, s | filter by filter / at once | tf.grad / at once |`,
);
console.log('| --- | ---: | ---: | ---: | ---: | ---: |');
for (const layer of values.layers.split(',')) {
  const times = Object.values(contestants).map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    for (const [i, run] of Object.values(contestants).entries())
      times[i].push(await seconds(() => run(layer)));
  }
  const [together, single, plain] = times;
  const ratio = (slow: number[]) => median(slow.map((time, round) => time / together[round]));
  const cells = [...times.map(median), ratio(single), ratio(plain)];
  console.log(
    `| \`${layer}\` | ${cells.map((cell) => (Number.isNaN(cell) ? '–' : cell.toFixed(1))).join(' | ')} |`,
  );
}

/** Processor time, NaN where the backend lacks a kernel. */
async function seconds(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  try {
    await run();
  } catch (error) {
    if (!(error as Error).message.includes('not registered')) throw error;
    console.error((error as Error).message);
    return NaN;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function plainAscent(cut: tfl.LayersModel, filter: number): void {
  let x = tf.tidy(() => tf.randomUniform([1, 48, 48, 1], 0.4, 0.6));
  const raise = tf.grad((image: tf.Tensor) => {
    const output = cut.apply(image) as tf.Tensor4D;
    return tf.mean(tf.slice4d(output, [0, 0, 0, filter], [-1, -1, -1, 1]));
  });
  try {
    for (let step = 0; step < steps; step++) {
      const next = tf.tidy(() => {
        const gradient = raise(x);
        const size = tf.maximum(tf.sqrt(tf.mean(tf.square(gradient))), 1e-12);
        return tf.clipByValue(tf.add(x, tf.mul(tf.div(gradient, size), stepSize)), 0, 1);
      });
      x.dispose();
      x = next;
    }
  } finally {
    x.dispose();
  }
}

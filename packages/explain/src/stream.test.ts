import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { integratedGradients, maximizeActivation, methods, saliency, smoothGrad, stream } from './index';
import * as explain from './index';
import type { IterativeMethod } from './index';
import { onBackend } from './testing/backends';

const { images } = referenceInputs('A');
const iterative = methods.filter((method) => method.iterative);
const names = iterative
  .filter(({ family }) => family !== 'feature visualisation')
  .map(({ name }) => name as IterativeMethod);
// Four stripes: kernelShap draws 9 of their 16 coalitions.
const segments = Int32Array.from({ length: 144 }, (_, i) => Math.floor(i / 36));
const fewer: Partial<Record<IterativeMethod, object>> = {
  integratedGradients: { steps: 5 },
  scoreCam: { layer: 'relu2' },
  kernelShap: { samples: 9, segments },
  lime: { samples: 9, segments },
  rise: { masks: 9 },
};
const few = (name: IterativeMethod) => fewer[name] ?? { samples: 5 };

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const result of results) list.push(result);
  return list;
}

onBackend('wasm', () => {
  it.each(names)(
    '%s: its results come after ever more samples, the last is that of the method',
    async (name) => {
      const model = referenceModel('A');
      const options = { ...few(name), batchSize: 4 };
      const results = await all(stream(name, model, images, options));
      expect(results.length).toBeGreaterThan(1);
      const done = results.map(({ provenance }) => provenance.progress!.done);
      expect(done).toEqual([...new Set(done)].toSorted((a, b) => a - b));
      for (const { values, provenance } of results) {
        expect(values.every(Number.isFinite)).toBe(true);
        expect(provenance.progress!.total).toBe(done.at(-1));
      }
      expect(results.at(-1)).toEqual(await explain[name](model, images, options));
    },
  );

  it.each(names)('%s: a caller who stops keeps the result and leaves nothing on the device', async (name) => {
    const model = referenceModel('A');
    const options = { ...few(name), batchSize: 2 };
    const before = tf.memory().numTensors;
    for await (const result of stream(name, model, images, options)) {
      expect(result.values.length).toBeGreaterThan(0);
      break;
    }
    expect(tf.memory().numTensors).toBe(before);
    // One who goes away without a word, too.
    const results = stream(name, model, images, options);
    await results.next();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(names)('%s: an abort while the caller looks rejects the next pull', async (name) => {
    const abort = new AbortController();
    const options = { ...few(name), batchSize: 2, signal: abort.signal };
    const model = referenceModel('A');
    const before = tf.memory().numTensors;
    const results = stream(name, model, images, options);
    await results.next();
    abort.abort();
    await expect(results.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(tf.memory().numTensors).toBe(before);
    await expect(results.next()).resolves.toMatchObject({ done: true });
  });

  it('gives pictures as they are painted, the last as the method does', async () => {
    const model = referenceModel('A');
    const objective = { layer: 'conv2', filters: [0, 1, 2] };
    const options = { steps: 5, every: 2, batchSize: 2, octaves: 2 };
    const results = await all(stream('maximizeActivation', model, objective, options));
    // Two batches of pictures; the size of the picture grows after step 3.
    expect(results.map(({ provenance }) => provenance.progress!.done)).toEqual([4, 6, 8, 10, 12, 13, 14, 15]);
    expect(results.at(-1)).toEqual(await maximizeActivation(model, objective, options));
    const [first] = results;
    expect([...first.objective].map(Number.isNaN)).toEqual([false, false, true]);
    expect([...first.trace.subarray(0, 6)].map(Number.isNaN)).toEqual([false, false, true, true, true, true]);
  });

  it('gives pictures up when they are no longer wanted, and leaves nothing on the device', async () => {
    const model = referenceModel('A');
    const abort = new AbortController();
    const before = tf.memory().numTensors;
    const options = { steps: 9, every: 2, signal: abort.signal };
    const results = stream(maximizeActivation, model, { layer: 'conv2', filter: 1 }, options);
    await results.next();
    expect(tf.memory().numTensors).toBe(before);
    abort.abort();
    await expect(results.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives what the method would give with as many samples', async () => {
    const model = referenceModel('A');
    const results = await all(stream(smoothGrad, model, images, { samples: 6, stdev: 0.1, batchSize: 4 }));
    const some = await smoothGrad(model, images, { samples: 4, stdev: 0.1, batchSize: 4 });
    expect(results[1].provenance.progress).toEqual({ done: 4, total: 6 });
    expect(results[1].values).toEqual(some.values);
  });

  it('gives parts of a path that stand for the whole: exact at every step of a straight line', async () => {
    const line = (x: tf.Tensor) => tf.matMul(x, tf.tensor2d([2, -3], [2, 1]));
    const image = { data: Float32Array.of(5, 7), shape: [1, 2] };
    const options = { outputs: 'logits', steps: 7, batchSize: 1, baseline: 1 } as const;
    const results = await all(stream(integratedGradients, line, image, options));
    expect(results).toHaveLength(7);
    for (const { values, delta, warnings } of results) {
      expect(values[0]).toBeCloseTo(8, 4);
      expect(values[1]).toBeCloseTo(-18, 4);
      expect(delta[0]).toBeCloseTo(0, 4);
      expect(warnings).toEqual([]);
    }
  });
});

it('takes the iterative methods of the catalogue and names them when it is given another', () => {
  const x = { data: new Float32Array(144), shape: [1, 12, 12, 1] };
  const message = `gives no improving results (expected one of: ${iterative.map(({ name }) => name).join(', ')})`;
  expect(() => stream('saliency' as IterativeMethod, referenceModel('A'), x)).toThrow(
    `method 'saliency' ${message}`,
  );
  expect(() => stream(saliency, referenceModel('A'), x)).toThrow(`method 'saliency' ${message}`);
});

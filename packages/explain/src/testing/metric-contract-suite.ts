import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import * as explain from '../index';
import type { AttributionOptions, ExplainableModel, Images, MetricResult } from '../index';

type Metric = (
  model: ExplainableModel,
  images: Images,
  subject: unknown,
  options?: AttributionOptions,
) => Promise<MetricResult>;
// Few samples and steps: the contract does not depend on them.
const small: Record<string, unknown> = {
  samples: 2,
  step: 0.5,
  shares: [0.3, 0.6],
  masks: { data: new Uint8Array(144).fill(1, 0, 60), shape: [12, 12] },
};
const all = explain.metrics.map((info) => {
  const given = Object.fromEntries(Object.entries(small).filter(([option]) => info.options.includes(option)));
  const metric: Metric = (model, images, subject, options) =>
    (explain[info.name as 'deletion'] as Metric)(model, images, subject, { ...given, ...options });
  return { ...info, metric };
});

/** What holds for every metric of the catalogue. */
export function metricContractSuite(): void {
  it.each(all)('$name leaves no tensor behind, whether it ends, fails or is aborted', async (info) => {
    const { metric, needs, better, name } = info;
    const model = referenceModel('A');
    const { images } = referenceInputs('A');
    const subject = needs.includes('method') ? 'saliency' : await explain.saliency(model, images);
    const before = tf.memory().numTensors;
    const weights = model.getWeights().map((weight) => weight.dataSync());
    const progress: number[] = [];
    const result = await metric(model, images, subject, {
      batchSize: 1,
      onProgress: ({ done, total }) => progress.push(done / total),
    });
    expect(result).toMatchObject({ metric: name, better, values: { length: 2 } });
    expect(result.values.every(Number.isFinite)).toBe(true);
    expect(() => structuredClone(result)).not.toThrow();
    expect(() => JSON.stringify(result.provenance)).not.toThrow();
    expect(tf.memory().numTensors).toBe(before);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(weights);

    const already = new AbortController();
    already.abort();
    const refused = metric(model, images, subject, { signal: already.signal });
    await expect(refused).rejects.toMatchObject({ name: 'AbortError' });
    await expect(metric(model, images, subject, { colour: 1 } as never)).rejects.toThrow(
      "unknown option: 'colour'",
    );
    if (!needs.includes('model')) return;
    expect(progress.at(-1)).toBe(1);
    const abort = new AbortController();
    const aborted = metric(model, images, subject, {
      batchSize: 1,
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    const failing = metric(model, images, subject, { target: (scores) => tf.matMul(scores, scores) });
    await expect(failing).rejects.toThrow('matMul');
    expect(tf.memory().numTensors).toBe(before);
  });
}

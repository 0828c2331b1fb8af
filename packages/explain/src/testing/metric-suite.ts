import { decodeTensor, readReference, referenceModel, type EncodedTensor } from '@fer/fixtures';
import { describe, expect, it } from 'vitest';
import { attributionAuc } from '../faithfulness/attribution-auc';
import { complexity } from '../faithfulness/complexity';
import { effectiveComplexity } from '../faithfulness/effective-complexity';
import type { MetricResult } from '../faithfulness/metric-result';
import { pixelFlipping } from '../faithfulness/pixel-flipping';
import { pointingGame } from '../faithfulness/pointing-game';
import { relevanceMassAccuracy } from '../faithfulness/relevance-mass-accuracy';
import { relevanceRankAccuracy } from '../faithfulness/relevance-rank-accuracy';
import { sparseness } from '../faithfulness/sparseness';
import { topKIntersection } from '../faithfulness/top-k-intersection';
import { imageOf } from './records';
import { referenceCases, runReference } from './reference-runs';

interface QuantusRecord {
  id: string;
  model: 'A' | 'C';
  input: number;
  target: number;
  attribution: EncodedTensor;
  mask: EncodedTensor;
  results: Record<string, number[] | number[][]>;
}

const quantusRecords = (['A', 'C'] as const).flatMap(
  (model) => readReference<{ records: QuantusRecord[] }>(`quantus.${model}`).records,
);

const attributionOf = ({ attribution }: QuantusRecord, normalized: boolean) => {
  const { data, shape } = decodeTensor(attribution);
  const scale = normalized ? Math.max(...Array.from(data, Math.abs)) : 1;
  return { values: Float32Array.from(data, (value) => value / scale), shape: [1, ...shape] };
};

/** The map on every channel, as Quantus has it before it flips value by value. */
function spread({ values }: { values: Float32Array }, { shape }: { shape: readonly number[] }) {
  const channels = shape[3];
  const data = Float32Array.from(
    { length: values.length * channels },
    (_, i) => values[Math.floor(i / channels)],
  );
  return { values: data, shape: [...shape] };
}

/** Of each of Quantus' metrics of maps, ours. */
const mapMetrics: Record<
  string,
  (
    map: ReturnType<typeof attributionOf>,
    options: { abs: boolean; masks: { data: ArrayLike<number>; shape: number[] } },
  ) => Promise<MetricResult>
> = {
  Sparseness: (map) => sparseness(undefined, undefined, map),
  Complexity: (map) => complexity(undefined, undefined, map),
  'EffectiveComplexity_eps0.05': (map) =>
    effectiveComplexity(undefined, undefined, map, { epsilon: 0.05, normalize: false }),
  PointingGame: (map, options) => pointingGame(undefined, undefined, map, options),
  RelevanceRankAccuracy: (map, options) => relevanceRankAccuracy(undefined, undefined, map, options),
  AUC: (map, options) => attributionAuc(undefined, undefined, map, options),
  TopKIntersection50: (map, options) => topKIntersection(undefined, undefined, map, { ...options, k: 50 }),
  RelevanceMassAccuracy: (map, options) => relevanceMassAccuracy(undefined, undefined, map, options),
  // Its other name.
  AttributionLocalisation: (map, options) => relevanceMassAccuracy(undefined, undefined, map, options),
};

/** Every record of Quantus' metrics that look at the map alone. */
export function mapMetricSuite(): void {
  describe.each(quantusRecords)('agrees with Quantus on $id', (record) => {
    const results = Object.entries(record.results).filter(([name]) => !name.startsWith('PixelFlipping'));
    it.each(results)('%s', async (name, expected) => {
      const [metric, abs, norm] = name.split('/');
      const { values } = await mapMetrics[metric](attributionOf(record, norm === 'norm1'), {
        abs: abs === 'abs1',
        masks: decodeTensor(record.mask),
      });
      const [value] = expected as number[];
      expect(Math.abs(values[0] - value)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(value)));
    });
  });
}

/** Every record of Quantus and Captum whose metric looks at the model, but those of {@link sensitivitySuite}. */
export function modelMetricSuite(): void {
  describe.each(quantusRecords)('agrees with Quantus on $id', (record) => {
    const results = Object.entries(record.results).filter(([name]) => name.startsWith('PixelFlipping'));
    it.each(results)('%s', async (name, expected) => {
      const model = referenceModel(record.model);
      const image = imageOf(record);
      const { curves } = await pixelFlipping(model, image, spread(attributionOf(record, false), image), {
        target: record.target,
        score: name.endsWith('softmax1') ? 'probability' : 'logit',
        // The peer ranked by size.
        abs: true,
        step: Number(/step(\d+)/.exec(name)![1]),
      });
      const [curve] = expected as number[][];
      expect(curves![0].y).toHaveLength(curve.length);
      const scale = Math.max(...curve.map(Math.abs));
      curve.forEach((value, i) => expect(Math.abs(curves![0].y[i] - value) / scale).toBeLessThan(1e-4));
      model.dispose();
    });
  });

  captumSuite('infidelity', /^infidelity/);
}

/** Captum's records of the largest sensitivity; integrated gradients take a while. */
export function sensitivitySuite(method: 'saliency' | 'ig'): void {
  captumSuite('maxSensitivity', new RegExp(`^sensitivity_max/${method}`));
}

function captumSuite(name: string, method: RegExp): void {
  const cases = referenceCases([name]).filter(({ record }) => method.test(record.method));
  it.each(cases.map((one) => ({ id: one.record.id, one })))('agrees with captum: $id', async ({ one }) => {
    for (const { error, tolerance } of await runReference(one)) expect(error).toBeLessThanOrEqual(tolerance);
  });
}

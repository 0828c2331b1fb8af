import {
  decodeTensor,
  readReference,
  referenceInputs,
  referenceModel,
  relativeError,
  type EncodedTensor,
} from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import type { PlainDataModel, PlainScores } from '../perturbation/black-box';
import type { FeatureSelection } from '../perturbation/feature-selection';
import { lime } from '../perturbation/lime';
import { limeMask } from '../perturbation/lime-mask';
import type { Segmentation } from '../segments/segmentation';

interface Explanation {
  coefs: EncodedTensor;
  order: number[];
  intercept: number;
  score: number;
  localPred: number;
}

interface LimeRecord {
  id: string;
  model: 'A' | 'C';
  input: number;
  segments: EncodedTensor;
  hideColor: number | null;
  kernelWidth: number;
  data: EncodedTensor;
  predictions: EncodedTensor;
  distances: EncodedTensor;
  weights: EncodedTensor;
  topLabels: number[];
  explanations: Record<string, Record<string, Explanation>>;
  mask_positive5: EncodedTensor;
  mask_posneg8: EncodedTensor;
}

const { records } = readReference<{ records: LimeRecord[] }>('lime');
/** The records of the original LIME for images on these models, in full. */
export function limeSuite(models: readonly ('A' | 'C')[]): void {
  describe('agrees with every number of the original LIME for images', () => {
    it.each(records.filter(({ model }) => models.includes(model)))('$id', async (record) => {
      const { images } = referenceInputs(record.model);
      const size = images.data.length / images.shape[0];
      const image = {
        data: images.data.slice(record.input * size, (record.input + 1) * size),
        shape: [1, ...images.shape.slice(1)],
      };
      const [masks, predictions] = [decodeTensor(record.data), decodeTensor(record.predictions).data];
      const { data: labels, shape } = decodeTensor(record.segments);
      const segments: Segmentation = {
        labels: Int32Array.from(labels),
        shape: shape as [number, number],
        count: masks.shape[1],
      };
      const { hideColor, kernelWidth } = record;
      const rows = masks.shape[0];
      const classes = predictions.length / rows;
      const model = remembering(referenceModel(record.model));
      const explanations = record.topLabels.flatMap((label) =>
        Object.entries(record.explanations[label]).map(([name, peer]) => ({ label, name, peer })),
      );
      for (const { label, name, peer } of explanations) {
        const [method, features] = name.split('/');
        const result = await lime(model, image, {
          target: label,
          segments,
          masks,
          hideColor,
          kernelWidth,
          outputs: 'logits',
          featureSelection: method.split(' ')[0].replace('auto_all', 'auto') as FeatureSelection,
          features: features === undefined ? undefined : Number(features),
        });
        const [{ scores, weights }] = result.samples;
        const worst = scores.reduce(
          (most, score, row) => Math.max(most, Math.abs(score - predictions[row * classes + label])),
          0,
        );
        expect(worst).toBeLessThan(1e-5);
        expect(relativeError(weights, decodeTensor(record.weights).data)).toBeLessThan(1e-6);
        expect(relativeError(result.coefficients, decodeTensor(peer.coefs).data), name).toBeLessThan(1e-4);
        const chosen = Array.from(result.coefficients, (_, j) => j).filter(
          (j) => result.coefficients[j] !== 0,
        );
        expect(chosen, name).toEqual(peer.order.toSorted((a, b) => a - b));
        expect(result.intercept[0]).toBeCloseTo(peer.intercept, 4);
        expect(result.r2[0]).toBeCloseTo(peer.score, 4);
        expect(result.localPrediction[0]).toBeCloseTo(peer.localPred, 4);
        if (name.startsWith('auto_all') && label === record.topLabels[0]) {
          const positive = limeMask(result, { features: 5 });
          expect([...positive.mask]).toEqual([...decodeTensor(record.mask_positive5).data]);
          const both = limeMask(result, { features: 8, positiveOnly: false });
          expect([...both.mask]).toEqual([...decodeTensor(record.mask_posneg8).data]);
        }
      }
    });
  });
}

/** The model as a function of plain data that answers from memory what it was asked before. */
function remembering(model: tfl.LayersModel): PlainDataModel {
  const answers = new Map<number, PlainScores>();
  return async ({ data, shape }) => {
    const key = data.reduce((sum, value, i) => sum + value * Math.sin(i), 0);
    const known = answers.get(key);
    if (known) return known;
    const output = tf.tidy(() => model.predict(tf.tensor(data, [...shape])) as tf.Tensor);
    const answer = { data: await output.data(), shape: output.shape };
    output.dispose();
    answers.set(key, answer);
    return answer;
  };
}

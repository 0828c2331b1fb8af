import { relativeError } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { kernelsOfGradient } from '../../catalogue/layer-kernels';
import { valueAndGradients } from '../../common/gradients';
import { onEveryBackend } from '../../testing/backends';
import { layerCases, type LayerCase } from '../../testing/layer-cases';
import { evaluate } from '../evaluate';
import { buildGraph } from '../graph';

function modelOf({ shapes, layer }: LayerCase): tfl.LayersModel {
  const inputs = shapes.map((shape) => tfl.input({ shape }));
  const outputs = layer().apply(inputs.length === 1 ? inputs[0] : inputs) as tfl.SymbolicTensor;
  const model = tfl.model({ inputs, outputs });
  model.setWeights(
    model.weights.map(({ name, shape }, w) => {
      const values = Float32Array.from({ length: tf.util.sizeFromShape(shape as number[]) }, (_, i) => {
        const wave = Math.sin(i * 1.7 + w);
        return /variance/.test(name) ? 1 + wave / 2 : wave;
      });
      return tf.tensor(values, shape as number[]);
    }),
  );
  return model;
}

/** All different by more than twice the step of the differences, none within one of 0. */
const dataOf = (shape: number[], which: number) =>
  Float32Array.from(
    { length: tf.util.sizeFromShape(shape) },
    (_, i) => ((((i + which * 60) * 37) % 257) - 128.5) / 40,
  );

const step = 0.01;

/** Central differences of what the model predicts on cpu, weighted and summed; the differences are rows of one batch. */
function slopes(
  model: tfl.LayersModel,
  shapes: number[][],
  weights: (shape: number[]) => tf.Tensor,
): Float32Array[] {
  return shapes.map((shape, which) => {
    const size = tf.util.sizeFromShape(shape);
    const rows = 2 * size;
    const xs = shapes.map((other, i) => {
      const data = new Float32Array(rows * tf.util.sizeFromShape(other));
      for (let row = 0; row < rows; row++) {
        const values = dataOf(other, i);
        if (i === which) values[row >> 1] += row % 2 ? -step : step;
        data.set(values, row * values.length);
      }
      return tf.tensor(data, [rows, ...other]);
    });
    const y = model.predict(xs.length === 1 ? xs[0] : xs, { batchSize: rows }) as tf.Tensor;
    const scores = tf.sum(tf.reshape(tf.mul(y, weights(y.shape)), [rows, -1]), 1).dataSync();
    return Float32Array.from({ length: size }, (_, i) => (scores[2 * i] - scores[2 * i + 1]) / (2 * step));
  });
}

/** Different for every element of the output. */
function weightsOf([, ...shape]: number[]): tf.Tensor {
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.cos(i * 2.3));
  return tf.tensor(values, [1, ...shape]);
}

onEveryBackend(() => {
  describe('every layer', () => {
    it.each(layerCases)('computes and has a gradient as it should: $name', (layerCase) => {
      const { shapes, ops } = layerCase;
      const backend = tf.getBackend();
      const model = modelOf(layerCase);
      const graph = buildGraph(model);
      expect(graph.steps.map(({ op }) => op).join(' ')).toBe(ops);
      tf.tidy(() => {
        const xs = shapes.map((shape, i) => tf.tensor(dataOf(shape, i), [1, ...shape]));
        const ours = (...values: tf.Tensor[]) =>
          evaluate(graph, new Map(graph.inputs.map((id, i) => [id, values[i]])), graph.outputs)[0];
        const predict = () => model.predict(xs.length === 1 ? xs[0] : xs) as tf.Tensor;
        const y = ours(...xs);
        const values = y.dataSync();
        if (backend === 'cpu' || !layerCase.wrongOnWasm) {
          expect(relativeError(values, predict().dataSync())).toBeLessThan(1e-5);
        }
        tf.setBackend('cpu');
        const predicted = predict();
        expect(y.shape).toEqual(predicted.shape);
        expect(relativeError(values, predicted.dataSync())).toBeLessThan(1e-5);
        const expected = slopes(model, shapes, weightsOf);
        tf.setBackend(backend);

        const gradients = () =>
          valueAndGradients((...values) => {
            const result = ours(...values);
            return tf.sum(tf.mul(result, weightsOf(result.shape)));
          }, xs).gradients.map((gradient) => gradient.dataSync());
        const kernels = graph.steps.flatMap(kernelsOfGradient);
        const missing = kernels.find((kernel) => !tf.getKernel(kernel, backend));
        if (missing) {
          expect(gradients).toThrow(missing);
          return;
        }
        const found = gradients();
        found.forEach((gradient, i) => expect(relativeError(gradient, expected[i])).toBeLessThan(2e-3));
      });
    });
  });
});

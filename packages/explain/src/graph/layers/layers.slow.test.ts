import { relativeError } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
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

interface Truth {
  shape: number[];
  values: ArrayLike<number>;
  slopes: Float32Array[];
}

const truths = new Map<LayerCase, Truth>();

/** What TF.js has on cpu, computed once. */
function truthOf(layerCase: LayerCase, model: tfl.LayersModel): Truth {
  const known = truths.get(layerCase);
  if (known) return known;
  const backend = tf.getBackend();
  void tf.setBackend('cpu');
  const predicted = predict(model, layerCase);
  const truth = {
    shape: predicted.shape,
    values: predicted.dataSync(),
    slopes: slopes(model, layerCase.shapes, weightsOf),
  };
  void tf.setBackend(backend);
  truths.set(layerCase, truth);
  return truth;
}

const inputsOf = ({ shapes }: LayerCase) =>
  shapes.map((shape, i) => tf.tensor(dataOf(shape, i), [1, ...shape]));

function predict(model: tfl.LayersModel, layerCase: LayerCase): tf.Tensor {
  const xs = inputsOf(layerCase);
  return model.predict(xs.length === 1 ? xs[0] : xs) as tf.Tensor;
}

onEveryBackend(() => {
  describe('every layer', () => {
    it.each(layerCases)('computes and has a gradient as it should: $name', (layerCase) => {
      const backend = tf.getBackend();
      const model = modelOf(layerCase);
      const graph = buildGraph(model);
      expect(graph.steps.map(({ op }) => op).join(' ')).toBe(layerCase.ops);
      tf.tidy(() => {
        const xs = inputsOf(layerCase);
        const ours = (...values: tf.Tensor[]) =>
          evaluate(graph, new Map(graph.inputs.map((id, i) => [id, values[i]])), graph.outputs)[0];
        const truth = truthOf(layerCase, model);
        const y = ours(...xs);
        expect(y.shape).toEqual(truth.shape);
        expect(relativeError(y.dataSync(), truth.values)).toBeLessThan(1e-5);
        if (!layerCase.wrongOnWasm) {
          expect(relativeError(y.dataSync(), predict(model, layerCase).dataSync())).toBeLessThan(1e-5);
        }

        const gradients = () =>
          valueAndGradients((...values) => {
            const result = ours(...values);
            return tf.sum(tf.mul(result, weightsOf(result.shape)));
          }, xs).gradients;
        const missing = graph.steps
          .flatMap(({ gradientKernels = [] }) => gradientKernels)
          .find((kernel) => !tf.getKernel(kernel, backend));
        if (missing) {
          expect(gradients).toThrow(missing);
          return;
        }
        const found = gradients();
        found.forEach((gradient, i) => {
          expect(relativeError(gradient.dataSync(), truth.slopes[i])).toBeLessThan(2e-3);
        });
        const [{ unpool }] = graph.steps;
        if (!unpool) return;
        const dx = unpool(xs[0], y, tf.broadcastTo(weightsOf(y.shape), y.shape));
        expect(relativeError(dx.dataSync(), found[0].dataSync())).toBeLessThan(1e-6);
      });
    });
  });
});

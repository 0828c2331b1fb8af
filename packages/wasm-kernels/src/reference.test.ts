import type { EncodedTensor } from '@fer/fixtures';
import { decodeTensor, readReference, relativeError } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from './register';
import { useBackend } from './testing/backends';

interface Encoded {
  [name: string]: EncodedTensor;
}
interface Primitives {
  data: {
    conv2d: (Encoded & { kernel: number; padding: 'same' | 'valid'; stride: number; dilation: number })[];
    pool: (Encoded & { kind: 'max' | 'avg' | 'max3s2' })[];
    batchNorm: { cases: (Encoded & { kind: string; training: boolean; eps: number })[] };
    softmaxCrossEntropy: (Encoded & {
      labelSmoothing: number;
      classWeight: EncodedTensor | null;
      labels: number[];
      loss: number;
    })[];
    activations: { x: EncodedTensor; cases: (Encoded & { name: string })[] };
  };
}

const TOLERANCE = 1e-5;
const { data } = readReference<Primitives>('primitives');

const load = (encoded: EncodedTensor): tf.Tensor => {
  const { data: values, shape } = decodeTensor(encoded);
  return tf.tensor(Float32Array.from(values), shape);
};

function expectClose(actual: tf.Tensor, expected: EncodedTensor): void {
  expect(relativeError(actual.dataSync(), decodeTensor(expected).data)).toBeLessThan(TOLERANCE);
}

/** The gradients of `f` for the upstream gradient `gradOut`. */
const backward = (f: (...x: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], gradOut: tf.Tensor) =>
  tf.grads(f)(inputs, gradOut);

beforeAll(registerWasmTrainingKernels);
beforeEach(() => useBackend('wasm'));

describe('convolutions agree with torch', () => {
  for (const c of data.conv2d) {
    const { kernel, padding, stride, dilation } = c;
    test(`kernel ${kernel}, ${padding}, stride ${stride}, dilation ${dilation}: output and gradients`, () => {
      tf.tidy(() => {
        const inputs = [load(c.x), load(c.w), load(c.b)];
        const layer = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) => {
          const y = tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, padding, 'NHWC', dilation);
          return tf.add(y, b);
        };
        expectClose(layer(inputs[0], inputs[1], inputs[2]), c.y);
        const gradOut = load(c.gradOut);
        if (dilation === 1) {
          const [x, w, b] = backward(layer, inputs, gradOut);
          expectClose(x, c.gradX);
          expectClose(w, c.gradW);
          expectClose(b, c.gradB);
          return;
        }
        // tfjs-core itself refuses to differentiate it, in words; the kernels can.
        const differentiate = () => backward(layer, inputs, gradOut);
        expect(differentiate).toThrow('dilation rates greater than 1 are not yet supported');
        const attrs = { strides: stride, pad: padding, dilations: dilation };
        const run = (name: string, tensors: tf.NamedTensorMap, shape: object) =>
          tf.engine().runKernel(name, tensors, { ...attrs, ...shape });
        const filter = { filterShape: inputs[1].shape };
        expectClose(
          run(tf.Conv2DBackpropFilter, { x: inputs[0], dy: gradOut }, filter) as tf.Tensor,
          c.gradW,
        );
        const input = { inputShape: inputs[0].shape };
        expectClose(
          run(tf.Conv2DBackpropInput, { dy: gradOut, filter: inputs[1] }, input) as tf.Tensor,
          c.gradX,
        );
      });
    });
  }
});

describe('poolings agree with torch', () => {
  for (const c of data.pool) {
    test(`${c.kind}: output and gradient`, () => {
      tf.tidy(() => {
        const pool = (x: tf.Tensor) =>
          c.kind === 'avg'
            ? tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid')
            : tf.maxPool(x as tf.Tensor4D, c.kind === 'max' ? 2 : 3, 2, 'valid');
        const x = load(c.x);
        expectClose(pool(x), c.y);
        expectClose(backward(pool, [x], load(c.gradOut))[0], c.gradX);
      });
    });
  }
});

describe('batch normalisation agrees with torch', () => {
  for (const c of data.batchNorm.cases) {
    test(`${c.kind}, ${c.training ? 'training' : 'inference'}: output and gradients`, () => {
      tf.tidy(() => {
        const layer = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => {
          const batch = tf.moments(x, c.kind === '2d' ? [0, 1, 2] : [0]);
          const mean = c.training ? batch.mean : load(c.runningMean0);
          const variance = c.training ? batch.variance : load(c.runningVar0);
          return tf.batchNorm(x, mean, variance, beta, gamma, c.eps);
        };
        const inputs = [load(c.x), load(c.gamma), load(c.beta)];
        expectClose(layer(inputs[0], inputs[1], inputs[2]), c.y);
        const [x, gamma, beta] = backward(layer, inputs, load(c.gradOut));
        expectClose(x, c.gradX);
        expectClose(gamma, c.gradGamma);
        expectClose(beta, c.gradBeta);
      });
    });
  }
});

describe('softmax cross-entropy agrees with torch', () => {
  for (const c of data.softmaxCrossEntropy) {
    const weighted = c.classWeight ? 'weighted' : 'unweighted';
    test(`label smoothing ${c.labelSmoothing}, ${weighted}: loss and gradient`, () => {
      tf.tidy(() => {
        const hot = tf.oneHot(tf.tensor1d(c.labels, 'int32'), 7);
        const smooth = tf.add(tf.mul(hot, 1 - c.labelSmoothing), c.labelSmoothing / 7);
        const weights = c.classWeight ? load(c.classWeight) : tf.ones([7]);
        const total = tf.sum(tf.mul(hot, weights));
        const loss = (logits: tf.Tensor) =>
          tf.div(tf.neg(tf.sum(tf.mul(tf.mul(smooth, weights), tf.logSoftmax(logits)))), total);
        const logits = load(c.logits);
        expect(relativeError(loss(logits).dataSync(), [c.loss])).toBeLessThan(TOLERANCE);
        expectClose(tf.grad(loss)(logits), c.gradLogits);
      });
    });
  }
});

const activations: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  relu: tf.relu,
  'leakyRelu0.05': (x) => tf.leakyRelu(x, 0.05),
  elu: tf.elu,
  gelu_erf: (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.div(x, Math.SQRT2)), 1)),
  silu: (x) => tf.mul(x, tf.sigmoid(x)),
  softplus: tf.softplus,
  tanh: tf.tanh,
  sigmoid: tf.sigmoid,
};

describe('activations agree with torch', () => {
  for (const c of data.activations.cases) {
    test(`${c.name}: output and derivative`, () => {
      tf.tidy(() => {
        const x = load(data.activations.x);
        expectClose(activations[c.name](x), c.y);
        expectClose(tf.grad(activations[c.name])(x), c.grad);
      });
    });
  }
});

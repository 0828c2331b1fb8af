import { decodeTensor, readReference, relativeError, type EncodedTensor } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from './register';
import { useBackend } from './testing/backends';

interface Primitives {
  data: {
    batchNorm: {
      cases: (Record<string, EncodedTensor> & {
        kind: string;
        training: boolean;
        eps: number;
        torchMomentum: number;
      })[];
    };
    affineSample: {
      x: EncodedTensor;
      cases: {
        name: string;
        theta: number[][];
        alignCorners: boolean;
        padding: 'zeros' | 'border' | 'reflection';
        y: EncodedTensor;
      }[];
    };
  };
}
const { data } = readReference<Primitives>('primitives');
const TOLERANCE = 1e-5;
const load = (encoded: EncodedTensor) => {
  const { data: values, shape } = decodeTensor(encoded);
  return tf.tensor(Float32Array.from(values), shape);
};
const valuesOf = (encoded: EncodedTensor) => Array.from(decodeTensor(encoded).data);

beforeAll(async () => {
  registerWasmTrainingKernels();
  await useBackend('wasm');
});

describe('the layer of batch normalisation agrees with torch', () => {
  for (const c of data.batchNorm.cases) {
    test(`${c.kind}, ${c.training ? 'training' : 'inference'}: output and running statistics`, () => {
      const x = load(c.x);
      const layer = tfl.layers.batchNormalization({ momentum: 1 - c.torchMomentum, epsilon: c.eps });
      layer.build(x.shape);
      layer.setWeights([c.gamma, c.beta, c.runningMean0, c.runningVar0].map(load));
      const y = layer.apply(x, { training: c.training }) as tf.Tensor;
      expect(relativeError(y.dataSync(), valuesOf(c.y))).toBeLessThan(TOLERANCE);
      const [mean, variance] = layer.getWeights().slice(2);
      expect(relativeError(mean.dataSync(), valuesOf(c.runningMean1))).toBeLessThan(TOLERANCE);
      // torch's running variance takes in n / (n - 1) times the batch's, TF.js's the batch's.
      const n = x.size / mean.size;
      const [before, after] = [valuesOf(c.runningVar0), valuesOf(c.runningVar1)];
      const kept = 1 - c.torchMomentum;
      const expected = after.map((v, i) =>
        c.training ? kept * before[i] + ((v - kept * before[i]) * (n - 1)) / n : v,
      );
      expect(relativeError(variance.dataSync(), expected)).toBeLessThan(TOLERANCE);
      tf.dispose([x, y]);
    });
  }
});

describe('sampling through an affine map agrees with torch', () => {
  const fillModes = { zeros: 'constant', border: 'nearest' } as const;
  for (const { name, theta, alignCorners, padding, y } of data.affineSample.cases) {
    const title = `${name}, ${padding}, corners ${alignCorners ? 'aligned' : 'half a pixel off'}`;
    if (padding === 'reflection') {
      test.skip(`${title}: TF.js's Transform, which is not replaced, reflects otherwise`, () => undefined);
      continue;
    }
    test(title, () => {
      tf.tidy(() => {
        const x = load(data.affineSample.x);
        const [height, width] = x.shape;
        const sampled = tf.image.transform(
          tf.expandDims<tf.Tensor4D>(x, 0),
          tf.tensor2d([pixelMap(theta, [height, width], alignCorners)]),
          'bilinear',
          fillModes[padding],
        );
        // The map is rounded to float32 in pixels, not in units of half the image: its rounding grows by as much.
        expect(relativeError(sampled.dataSync(), valuesOf(y))).toBeLessThan(10 * TOLERANCE);
      });
    });
  }
});

/** torch's map between coordinates -1..1 as TF.js's between pixels, `[a0, a1, a2, b0, b1, b2, 0, 0]`. */
function pixelMap([rowX, rowY]: number[][], [height, width]: number[], alignCorners: boolean): number[] {
  const shrink = alignCorners ? 1 : 0;
  // coordinate = scale * pixel + offset
  const [sx, sy] = [2 / (width - shrink), 2 / (height - shrink)];
  const [ox, oy] = alignCorners ? [-1, -1] : [1 / width - 1, 1 / height - 1];
  const along = ([a, b, c]: number[], scale: number, offset: number) => [
    (a * sx) / scale,
    (b * sy) / scale,
    (a * ox + b * oy + c - offset) / scale,
  ];
  return [...along(rowX, sx, ox), ...along(rowY, sy, oy), 0, 0];
}

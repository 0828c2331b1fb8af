import { MaxPoolGrad } from '@tensorflow/tfjs-core';
import type { ConvGeometry, PoolAttrs } from '../conv-geometry';
import { axesOf, poolGeometry, validRange } from '../conv-geometry';
import { trainingKernel } from '../training-kernel';
import { bits, floats } from '../wasm-backend';

/**
 * Gradient of max-pooling: each window hands its gradient to its largest element, the first one (row by row) of equals; where windows
 * overlap the gradients add up. The largest element is the one with the bits of the output, so nothing is compared by branches.
 *
 * dy and output `[N, H', W', C]`, input `[N, H, W, C]` => `[N, H, W, C]`, float32. Any window, stride and padding.
 */
export const maxPoolGrad = trainingKernel<'dy' | 'input' | 'output', PoolAttrs>(
  MaxPoolGrad,
  ({ inputs, attrs, backend }) => {
    const g = poolGeometry(inputs.input.shape, attrs);
    const out = backend.makeOutput(inputs.input.shape, 'float32');
    const input = bits(backend, inputs.input);
    const maxima = bits(backend, inputs.output);
    if (isHalving(g)) halvingGrad(g, input, maxima, bits(backend, inputs.dy), bits(backend, out));
    else windowGrad(g, input, maxima, floats(backend, inputs.dy), floats(backend, out).fill(0));
    return out;
  },
);

/** The everyday pool, 2/2 over an even image: windows tile it, so each element is written once. */
function isHalving(g: ConvGeometry): boolean {
  const twos = [g.kernelHeight, g.kernelWidth, g.strideHeight, g.strideWidth].every((v) => v === 2);
  return twos && g.inHeight === 2 * g.outHeight && g.inWidth === 2 * g.outWidth && g.padTop + g.padLeft === 0;
}

/** All ones if the two patterns differ, else 0. */
const differ = (a: number, b: number): number => ((a ^ b) | -(a ^ b)) >> 31;

function halvingGrad(
  g: ConvGeometry,
  input: Int32Array,
  maxima: Int32Array,
  dy: Int32Array,
  target: Int32Array,
): void {
  const channels = g.inChannels;
  const line = g.inWidth * channels;
  let at = 0;
  for (let row = 0; row < g.batch * g.outHeight; row++) {
    for (let x = 0; x < g.outWidth; x++) {
      const corner = 2 * (row * line + x * channels);
      for (let c = 0; c < channels; c++, at++) {
        const i = corner + c;
        const max = maxima[at];
        // What is still to be handed out: the gradient until the maximum was met, then nothing.
        let rest = dy[at];
        let left = rest & differ(input[i], max);
        target[i] = rest ^ left;
        rest = left;
        left = rest & differ(input[i + channels], max);
        target[i + channels] = rest ^ left;
        rest = left;
        left = rest & differ(input[i + line], max);
        target[i + line] = rest ^ left;
        rest = left;
        left = rest & differ(input[i + line + channels], max);
        target[i + line + channels] = rest ^ left;
      }
    }
  }
}

function windowGrad(
  g: ConvGeometry,
  input: Int32Array,
  maxima: Int32Array,
  dy: Float32Array,
  target: Float32Array,
): void {
  const channels = g.inChannels;
  const { vertical, horizontal } = axesOf(g);
  // 1 for every output whose maximum is still to be met.
  const open = new Uint8Array(dy.length).fill(1);
  for (let i = 0; i < g.kernelHeight; i++) {
    const [top, bottom] = validRange(vertical, i);
    for (let j = 0; j < g.kernelWidth; j++) {
      const [left, right] = validRange(horizontal, j);
      for (let n = 0; n < g.batch; n++) {
        for (let y = top; y < bottom; y++) {
          const line = (n * g.inHeight + y * g.strideHeight - g.padTop + i) * g.inWidth;
          for (let x = left; x < right; x++) {
            const from = (line + x * g.strideWidth - g.padLeft + j) * channels;
            const at = ((n * g.outHeight + y) * g.outWidth + x) * channels;
            for (let c = 0; c < channels; c++) {
              const hit = open[at + c] & ~differ(input[from + c], maxima[at + c]);
              open[at + c] ^= hit;
              target[from + c] += hit * dy[at + c];
            }
          }
        }
      }
    }
  }
}

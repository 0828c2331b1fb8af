import { backend_util } from '@tensorflow/tfjs-core';
import type * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';

type Pad = Parameters<typeof tf.conv2d>[3];

/** A convolution or pooling over random sizes. */
export interface WindowCase {
  input: [number, number, number, number];
  /** Height and width of the window. */
  window: [number, number];
  strides: [number, number];
  dilations: [number, number];
  pad: Pad;
  /** Output channels; for depthwise ones the multiplier. */
  filters: number;
}

interface Limits {
  /** Products per case: the cpu backend needs some 20 ns for each. */
  work: number;
  filters: fc.Arbitrary<number>;
  /** May 2 be drawn? Default false. */
  dilated?: boolean;
  /** Of a filter that mixes channels the work grows with their product. Default true. */
  mixing?: boolean;
  /** Largest window. Default 7. */
  largest?: number;
}

const whole = (min: number, max: number) => fc.integer({ min, max });
const pair = (size: fc.Arbitrary<number>) => fc.tuple(size, size);
const twice = (size: fc.Arbitrary<number>) => size.map((n): [number, number] => [n, n]);
/** Few channels and many, seldom multiples of 4. */
export const channels = fc.oneof(whole(1, 5), whole(1, 40));

const explicit = fc
  .tuple(pair(whole(0, 3)), pair(whole(0, 3)))
  .map(([vertical, horizontal]): Pad => [[0, 0], vertical, horizontal, [0, 0]]);
const pads: fc.Arbitrary<Pad> = fc.oneof(fc.constantFrom<Pad>('same', 'valid'), whole(0, 3), explicit);

/** For one number tfjs-core works out the width of the output from the height of the window, so it is drawn for square ones only. */
const numberFits = ({ window, strides, pad }: WindowCase) =>
  typeof pad !== 'number' || (window[0] === window[1] && strides[0] === strides[1]);

/** Where the stride is larger than the window, the stock wasm convolutions misplace the window under 'same': not drawn. */
const windowsTouch = ({ window, strides, pad }: WindowCase) =>
  pad !== 'same' || (strides[0] <= window[0] && strides[1] <= window[1]) || Math.max(...window) === 1;

/** Random cases, a third of them 3x3 at stride 1, for which kernels have a way of their own. */
export function windowCases({
  work,
  filters,
  dilated = false,
  mixing = true,
  largest = 7,
}: Limits): fc.Arbitrary<WindowCase> {
  const one = fc.constant<[number, number]>([1, 1]);
  const shared = {
    input: fc.tuple(whole(1, 3), whole(1, 13), whole(1, 13), channels),
    filters,
  };
  const everyday = fc.record<WindowCase>({
    ...shared,
    window: fc.constant<[number, number]>([3, 3]),
    strides: one,
    dilations: one,
    pad: pads,
  });
  // With fewer than 8 channels on either side nothing is gained by Winograd's algorithm, so kernels may not use it.
  const broad = fc.record<WindowCase>({
    input: fc.tuple(whole(1, 2), whole(1, 11), whole(1, 11), whole(8, 40)),
    filters: whole(8, 40),
    window: fc.constant<[number, number]>([3, 3]),
    strides: one,
    dilations: one,
    pad: pads,
  });
  const any = fc.record<WindowCase>({
    ...shared,
    window: fc.oneof(twice(whole(1, largest)), pair(whole(1, largest))),
    strides: fc.oneof(one, twice(whole(1, 3)), pair(whole(1, 3))),
    dilations: one,
    pad: pads,
  });
  const spread = fc.record<WindowCase>({
    ...shared,
    window: twice(whole(1, 3)),
    strides: one,
    dilations: fc.constant<[number, number]>([2, 2]),
    pad: pads,
  });
  const choices = [
    { weight: 2, arbitrary: everyday },
    { weight: 4, arbitrary: any },
  ];
  if (mixing) choices.push({ weight: 3, arbitrary: broad });
  if (dilated) choices.push({ weight: 1, arbitrary: spread });
  return fc.oneof(...choices).filter((c) => {
    if (!numberFits(c) || !windowsTouch(c)) return false;
    const [height, width] = outputSize(c);
    const [n, , , inChannels] = c.input;
    const products = n * height * width * c.window[0] * c.window[1] * inChannels * (mixing ? c.filters : 1);
    return height > 0 && width > 0 && products <= work;
  });
}

/** Height and width of the output. */
export function outputSize({ input, window, strides, dilations, pad }: WindowCase): [number, number] {
  const filter: [number, number, number, number] = [...window, input[3], 1];
  const info = backend_util.computeConv2DInfo(input, filter, strides, dilations, pad);
  return [info.outHeight, info.outWidth];
}

/**
 * How a step slides along one axis: place `o` of its output depends on the places
 * `o * stride - before .. o * stride - before + reach - 1` of its input; of an enlarging step on every `i` with
 * `i * up - before <= o < i * up - before + reach`.
 */
export interface AxisWindow {
  /** Length of the window: `(kernel - 1) * dilation + 1`. */
  reach: number;
  stride: number;
  /** `'same'`, or the places added before and after; negative ones are cut off. */
  padding: 'same' | readonly [before: number, after: number];
  /** Of a step that enlarges (upsampling, transposed convolution) the factor; its stride is 1. */
  up?: number;
}

/** Windows of what looks at each place by itself, along so many axes. */
export const pointwise = (axes: number): AxisWindow[] =>
  Array.from({ length: axes }, () => ({ reach: 1, stride: 1, padding: [0, 0] }));

/** Places from the first to the last; none where the last comes before the first. */
export type Interval = readonly [first: number, last: number];

export const isEmpty = ([first, last]: Interval) => last < first;

/** The number of places that a window makes of `length`. */
export function outputLength({ reach, stride, padding, up }: AxisWindow, length: number): number {
  if (up !== undefined)
    return length * up + (padding === 'same' ? 0 : Math.max(reach - up, 0) - padding[0] - padding[1]);
  if (padding === 'same') return Math.ceil(length / stride);
  return Math.floor((length + padding[0] + padding[1] - reach) / stride) + 1;
}

/** The places of an input of `length` that places of the output depend on, those in the padding too. */
export function placesRead(window: AxisWindow, [first, last]: Interval, length: number): Interval {
  const { reach, stride, up } = window;
  const before = placesBefore(window, length);
  if (up !== undefined)
    return [Math.floor((first + before - reach) / up) + 1, Math.floor((last + before) / up)];
  return [first * stride - before, last * stride - before + reach - 1];
}

/** Of padding 'same' as TensorFlow has it: what is needed, the greater half behind. */
function placesBefore({ reach, stride, padding, up }: AxisWindow, length: number): number {
  if (padding !== 'same') return padding[0];
  const needed = up !== undefined ? reach - up : (Math.ceil(length / stride) - 1) * stride + reach - length;
  return Math.floor(Math.max(needed, 0) / 2);
}

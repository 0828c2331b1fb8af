/** Some consecutive pixels, `end` left out. */
export interface Span {
  start: number;
  end: number;
}

/** Two numbers of pixels, down and across, or one for both; `name` is that of the option. */
export function readPair(name: string, value: number | readonly [number, number]): readonly [number, number] {
  const both = typeof value === 'number' ? ([value, value] as const) : value;
  if (both?.length !== 2 || both.some((length) => !Number.isInteger(length) || length < 1)) {
    throw new Error(`invalid ${name}: ${String(value)} (expected a whole number from 1, or two)`);
  }
  return both;
}

/** Says that some pixels are under no window. */
export function gapWarnings(
  size: readonly number[],
  window: readonly number[],
  stride: readonly number[],
): string[] {
  const hasGaps = size.some((length, axis) => stride[axis] > window[axis] && window[axis] < length);
  return hasGaps
    ? [
        `the stride [${stride.join(', ')}] is wider than the window [${window.join(', ')}]: pixels between windows have 0`,
      ]
    : [];
}

/** The windows along one axis: where each starts and ends, cut at the border. */
export function windowsAlong(size: number, window: number, stride: number): Span[] {
  // With a wide stride the last of them may start beyond the border.
  const count = Math.min(Math.ceil(Math.max(0, size - window) / stride) + 1, Math.ceil(size / stride));
  return Array.from({ length: count }, (_, i) => ({
    start: i * stride,
    end: Math.min(size, i * stride + window),
  }));
}

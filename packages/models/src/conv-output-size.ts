export interface ConvOutputSizeOptions {
  /** Size of the input along one axis, pixels. */
  input: number;
  /** Size of the kernel or pooling window along that axis. */
  kernel: number;
  /** 'same', 'valid' (no padding, the default), or the pixels added on each side. */
  padding?: 'same' | 'valid' | number;
  /** Default 1. */
  stride?: number;
}

/**
 * Size of a convolution's or pooling's output along one axis.
 *
 * out = floor((in + 2 * padding - kernel) / stride) + 1, and ceil(in / stride) for 'same' padding.
 * Dumoulin & Visin 2016, "A guide to convolution arithmetic for deep learning".
 *
 * @throws where a size is no positive integer or the kernel does not fit into the padded input.
 */
export function convOutputSize({
  input,
  kernel,
  padding = 'valid',
  stride = 1,
}: ConvOutputSizeOptions): number {
  for (const [name, value] of Object.entries({ input, kernel, stride })) {
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`invalid ${name}: ${value} (expected an integer >= 1)`);
  }
  if (padding === 'same') return Math.ceil(input / stride);
  const pixels = padding === 'valid' ? 0 : padding;
  if (!Number.isInteger(pixels) || pixels < 0) {
    throw new Error(`invalid padding: ${padding} (expected 'same', 'valid' or an integer >= 0)`);
  }
  if (kernel > input + 2 * pixels) {
    throw new Error(`invalid kernel: ${kernel} (expected at most the padded input, ${input + 2 * pixels})`);
  }
  return Math.floor((input + 2 * pixels - kernel) / stride) + 1;
}

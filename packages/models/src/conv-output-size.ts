export interface ConvOutputSizeOptions {
  /** Size of the input along one axis, pixels. */
  input: number;
  /** Size of the kernel or pooling window along that axis. */
  kernel: number;
  /** 'same', 'valid' (no padding, the default), or the pixels added on each side. */
  padding?: 'same' | 'valid' | number;
  /** Default 1. */
  stride?: number;
  /** From one pixel that the kernel reads to the next. Default 1. */
  dilation?: number;
}

/**
 * Size of a convolution's or pooling's output along one axis.
 *
 * out = floor((in + 2 * padding - (kernel - 1) * dilation - 1) / stride) + 1, and ceil(in / stride) for 'same' padding.
 * Dumoulin & Visin 2016, "A guide to convolution arithmetic for deep learning".
 *
 * @throws where a size is no positive integer or the kernel does not fit into the padded input.
 */
export function convOutputSize({
  input,
  kernel,
  padding = 'valid',
  stride = 1,
  dilation = 1,
}: ConvOutputSizeOptions): number {
  for (const [name, value] of Object.entries({ input, kernel, stride, dilation })) {
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`invalid ${name}: ${value} (expected an integer >= 1)`);
  }
  if (padding === 'same') return Math.ceil(input / stride);
  const pixels = padding === 'valid' ? 0 : padding;
  if (!Number.isInteger(pixels) || pixels < 0) {
    throw new Error(`invalid padding: ${padding} (expected 'same', 'valid' or an integer >= 0)`);
  }
  const [reach, padded] = [(kernel - 1) * dilation + 1, input + 2 * pixels];
  if (reach > padded) {
    const dilated = dilation > 1 ? ` with dilation ${dilation}` : '';
    throw new Error(`invalid kernel: ${kernel}${dilated} (expected at most the padded input, ${padded})`);
  }
  return Math.floor((padded - reach) / stride) + 1;
}

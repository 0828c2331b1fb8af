/** Some consecutive pixels, `end` left out. */
export interface Span {
  start: number;
  end: number;
}

/** The windows along one axis: where each starts and ends, cut at the border. */
export function windowsAlong(size: number, window: number, stride: number): Span[] {
  const count = Math.ceil(Math.max(0, size - window) / stride) + 1;
  return Array.from({ length: count }, (_, i) => ({
    start: i * stride,
    end: Math.min(size, i * stride + window),
  }));
}

const LEVELS = 256;

/** The grey level 0..255 of a value 0..1; what lies outside becomes the nearest. */
export function levelOf(value: number): number {
  return Math.min(LEVELS - 1, Math.max(0, Math.round(value * (LEVELS - 1))));
}

/**
 * Histogram equalisation of one channel in place: spreads its grey levels so that each is as frequent as the next,
 * `round(255 (cdf(v) - cdf_min) / (pixels - cdf_min)) / 255`. The numbers of OpenCV's `equalizeHist`. A channel of one single
 * level stays as it is, rounded to its level.
 *
 * @param data values 0..1 at `start`, `start + stride`, …, `count` of them.
 */
export function equalizeChannel(data: Float32Array, start: number, stride: number, count: number): void {
  const histogram = new Uint32Array(LEVELS);
  const end = start + stride * count;
  for (let i = start; i < end; i += stride) histogram[levelOf(data[i])]++;
  const lowest = histogram.findIndex((pixels) => pixels > 0);
  const rest = count - histogram[lowest];
  const table = new Float32Array(LEVELS);
  let sum = 0;
  for (let level = 0; level < LEVELS; level++) {
    if (level > lowest) sum += histogram[level];
    table[level] = rest === 0 ? level / (LEVELS - 1) : Math.round((sum * (LEVELS - 1)) / rest) / (LEVELS - 1);
  }
  for (let i = start; i < end; i += stride) data[i] = table[levelOf(data[i])];
}

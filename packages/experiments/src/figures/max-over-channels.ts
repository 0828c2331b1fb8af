/** The largest of each pixel's channels: `[h, w, channels]` becomes `[h, w]`. */
export function maxOverChannels(values: Float32Array, channels: number): Float32Array {
  if (channels === 1) return values;
  return Float32Array.from({ length: values.length / channels }, (_, i) =>
    Math.max(...values.subarray(i * channels, (i + 1) * channels)),
  );
}

import type { Attribution } from '@fer/explain';

/**
 * One map an image, `[n, h, w]`: the values of an attribution summed over its channels, raw and signed.
 *
 * @throws where the values are no maps, as those of a layer of units.
 */
export function attributionMaps({ method, values, shape }: Attribution): {
  values: Float32Array;
  shape: [n: number, h: number, w: number];
} {
  const [n, h, w, channels = 1] = shape;
  if (shape.length !== 3 && shape.length !== 4) {
    const is = `[${shape.join(', ')}]`;
    throw new Error(`${method} gives values of shape ${is}: nothing to draw (expected a layer with a map)`);
  }
  const sums = Float32Array.from({ length: n * h * w }, (_, place) => {
    let sum = 0;
    for (let k = 0; k < channels; k++) sum += values[place * channels + k];
    return sum;
  });
  return { values: sums, shape: [n, h, w] };
}

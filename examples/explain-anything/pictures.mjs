// A drawn face whose regions are known, in the size that a net wants, and maps as text.
import { drawnFaces } from '@fer/drawn-faces';
import * as tf from '@tensorflow/tfjs-core';

const side = 48;

/** A drawn face, with the name of the region of each of its pixels. */
export async function drawnFace(label) {
  const { images, labels, classes, regions } = await drawnFaces({ clean: true });
  const index = labels.findIndex((k) => classes[k] === label);
  const part = (array) => array.slice(index * side * side, (index + 1) * side * side);
  return { label, grey: part(images), regions: Array.from(part(regions.maps), (k) => regions.names[k]) };
}

/** The face as one image `[1, size, size, channels]` of plain data. */
export function asInput({ grey }, { size, channels, scale }) {
  return tf.tidy(() => {
    const small = tf.tensor4d(Float32Array.from(grey), [1, side, side, 1]);
    const large = tf.tile(tf.image.resizeBilinear(small, [size, size], false, true), [1, 1, 1, channels]);
    return { data: large.dataSync().map(scale), shape: large.shape };
  });
}

/** One value a pixel, `[size, size]`: the largest of the channels, without the sign. */
export function pixelStrengths({ values, shape }) {
  const channels = shape.length === 4 ? shape[3] : 1;
  return Array.from({ length: values.length / channels }, (_, i) =>
    Math.max(...values.subarray(i * channels, (i + 1) * channels).map(Math.abs)),
  );
}

/** The region of the face on which the map is strongest on average, and how much stronger than all over. */
export function topRegion(strengths, { regions }) {
  const size = Math.sqrt(strengths.length);
  const sums = new Map();
  strengths.forEach((value, i) => {
    const [y, x] = [Math.floor(i / size), i % size].map((place) => Math.floor((place * side) / size));
    const region = regions[y * side + x];
    const { sum = 0, count = 0 } = sums.get(region) ?? {};
    sums.set(region, { sum: sum + value, count: count + 1 });
  });
  const overall = strengths.reduce((a, b) => a + b, 0) / strengths.length;
  const means = [...sums].map(([region, { sum, count }]) => ({ region, ratio: sum / count / overall }));
  return means.sort((a, b) => b.ratio - a.ratio)[0];
}

/** Dark to bright, `rows` lines of text twice as wide. */
export function ascii(strengths, rows = 16) {
  const size = Math.sqrt(strengths.length);
  const cells = Array.from({ length: rows * rows }, () => ({ sum: 0, count: 0 }));
  strengths.forEach((value, i) => {
    const [y, x] = [Math.floor(i / size), i % size].map((place) => Math.floor((place * rows) / size));
    cells[y * rows + x].sum += value;
    cells[y * rows + x].count++;
  });
  const means = cells.map(({ sum, count }) => (count ? sum / count : 0));
  const top = Math.max(...means, 1e-12);
  const shades = ' .:-=+*#%@';
  const shade = (mean) => shades[Math.min(9, Math.floor((mean / top) * 9.99))].repeat(2);
  return Array.from({ length: rows }, (_, y) =>
    means
      .slice(y * rows, (y + 1) * rows)
      .map(shade)
      .join(''),
  ).join('\n');
}

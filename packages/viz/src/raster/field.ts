import { checkFinite, checkShape } from '../check';
import type { ValueMap } from '../figure';

/** A map that has been checked: row-major values of a height and width. */
export interface Field {
  values: Float32Array;
  width: number;
  height: number;
}

/** Checks a map of one channel and one image and drops its axes of size 1. */
export function fieldOf(name: string, { values, shape }: ValueMap): Field {
  const expected = '[h, w], one map of one channel';
  const error = () => new Error(`invalid shape of ${name}: [${shape.join(', ')}] (expected ${expected})`);
  let sizes = [...shape];
  if (sizes.length === 4 && sizes[0] === 1) sizes = sizes.slice(1);
  if (sizes.length === 3) {
    if (sizes[2] === 1) sizes = sizes.slice(0, 2);
    else if (sizes[0] === 1) sizes = sizes.slice(1);
  }
  if (sizes.length !== 2) throw error();
  checkShape(name, shape, values.length, expected);
  checkFinite(name, values);
  return { values, height: sizes[0], width: sizes[1] };
}

/**
 * The field resampled to another size, bilinear with half-pixel centres: output pixel i reads the source at
 * `(i + 0.5) * source / target - 0.5`, clamped at the edges. The same convention as `upsampleMap` of `@fer/explain`.
 */
export function resample(field: Field, width: number, height: number): Field {
  const values = new Float32Array(width * height);
  const columns = taps(field.width, width);
  const rows = taps(field.height, height);
  for (let y = 0; y < height; y++) {
    const { low, high, part: v } = rows[y];
    const [above, below] = [low * field.width, high * field.width];
    for (let x = 0; x < width; x++) {
      const { low: left, high: right, part: u } = columns[x];
      const upper = field.values[above + left] * (1 - u) + field.values[above + right] * u;
      const lower = field.values[below + left] * (1 - u) + field.values[below + right] * u;
      values[y * width + x] = upper * (1 - v) + lower * v;
    }
  }
  return { values, width, height };
}

/** The field with each value repeated in a square. */
export function repeat(field: Field, factor: number): Field {
  const width = field.width * factor;
  const values = new Float32Array(width * field.height * factor);
  for (let i = 0; i < values.length; i++) {
    const y = Math.floor(i / width / factor);
    values[i] = field.values[y * field.width + Math.floor((i % width) / factor)]!;
  }
  return { values, width, height: field.height * factor };
}

function taps(source: number, target: number) {
  return Array.from({ length: target }, (_, i) => {
    const position = Math.min(source - 1, Math.max(0, ((i + 0.5) * source) / target - 0.5));
    const low = Math.floor(position);
    return { low, high: Math.min(source - 1, low + 1), part: position - low };
  });
}

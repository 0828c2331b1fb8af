import { checkCount, checkFinite, checkShape, checkWhole } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { rastersOf } from '../raster/picture';
import { frame } from '../svg/frame';
import { tileGrid } from '../svg/tile-grid';

/** Pictures of any range: maximised inputs, or the weights of filters. */
export interface FilterPictures {
  values: Float32Array;
  /** `[n, h, w, c]`, c 1 or 3. */
  shape: readonly number[];
}

export interface FilterSheetOptions extends FigureOptions {
  /** Text under each picture; `\n` starts a second line. Default: its number. */
  captions?: readonly string[];
  /** Pictures a row. Default: as many as fit a page, at most 8. */
  columns?: number;
  /**
   * `'each'`: every picture from its own least (black) to its greatest value (white); `'joint'`: one range for all;
   * `'none'`: values are 0..1 already. Default `'each'`.
   */
  scaling?: 'each' | 'joint' | 'none';
}

const notes = {
  each: 'Each picture from its own least value (black) to its greatest (white).',
  joint: 'All pictures share one range of values (black to white).',
  none: undefined,
};

/**
 * A sheet of pictures made by activation maximisation (or of filter weights), scaled to be seen.
 *
 * Errors: other shapes, NaN, captions that are not one a picture, an unknown scaling.
 *
 * @example
 * const { svg } = filterSheet({ values, shape: [10, 48, 48, 1] }, { title: 'conv4', captions });
 */
export function filterSheet(pictures: FilterPictures, options: FilterSheetOptions = {}): Figure {
  const { captions, columns, scaling = 'each' } = options;
  const { values, shape } = pictures;
  if (!Object.hasOwn(notes, scaling))
    throw new Error(`invalid scaling: ${scaling} (expected 'each', 'joint' or 'none')`);
  if (shape.length !== 4 || (shape[3] !== 1 && shape[3] !== 3))
    throw new Error(`invalid shape of values: [${shape.join(', ')}] (expected [n, h, w, c] with c 1 or 3)`);
  checkShape('values', shape, values.length, '[n, h, w, c]');
  checkFinite('values', values);
  if (captions) checkCount('captions', captions.length, shape[0]);
  if (columns !== undefined) checkWhole('columns', columns, 1);
  const step = scaling === 'each' ? values.length / shape[0] : values.length;
  const data = scaling === 'none' ? values : stretched(values, step);
  const tiles = rastersOf('values', { data, shape }).map((raster, i) => ({
    raster,
    caption: captions?.[i] ?? String(i),
  }));
  return frame(
    { title: 'Filters', note: notes[scaling], ...tileGrid(tiles, { columns, theme: options.theme }) },
    options,
  );
}

/** Values stretched to 0..1 in runs of `step`; a run without contrast becomes middle grey. */
function stretched(values: Float32Array, step: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += step) {
    const run = values.subarray(start, start + step);
    const low = run.reduce((a, b) => Math.min(a, b));
    const high = run.reduce((a, b) => Math.max(a, b));
    out.set(high > low ? run.map((value) => (value - low) / (high - low)) : run.map(() => 0.5), start);
  }
  return out;
}

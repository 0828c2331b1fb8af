import { checkCount, checkRange, checkWhole } from '../check';
import type { Figure, FigureOptions, ImageBatch } from '../figure';
import { rastersOf } from '../raster/picture';
import { frame } from '../svg/frame';
import { tileGrid } from '../svg/tile-grid';

export interface ImageGridOptions extends FigureOptions {
  /** Text under each picture; `\n` starts a second line. */
  captions?: readonly string[];
  /** Pictures a row. Default: as many as make a page of about 900 pixels, at most 8. */
  columns?: number;
  /** How many times pixels are enlarged. Default: so that the longer side is about 96 pixels. */
  scale?: number;
  /** A group's name for each picture: pictures of a group stand together under its name, in order of appearance. */
  groups?: readonly string[];
}

/**
 * Pictures in rows, with captions under them.
 *
 * @param images `[n, h, w, c]`, c 1 or 3; Float32 0..1 or Uint8 0..255.
 *
 * Errors: other shapes, NaN, floats outside 0..1, captions or groups that are not one a picture.
 *
 * @example
 * const { svg } = imageGrid({ data: new Uint8Array(2 * 48 * 48), shape: [2, 48, 48, 1] }, { captions: ['happy', 'sad'] });
 */
export function imageGrid(images: ImageBatch, options: ImageGridOptions = {}): Figure {
  const { captions, columns, scale, groups } = options;
  const rasters = rastersOf('images', images);
  if (captions) checkCount('captions', captions.length, rasters.length);
  if (groups) checkCount('groups', groups.length, rasters.length);
  if (columns !== undefined) checkWhole('columns', columns, 1);
  if (scale !== undefined) checkRange('scale', scale, 0.1, 64);
  const tiles = rasters.map((raster, i) => ({ raster, caption: captions?.[i], group: groups?.[i] }));
  return frame({ title: 'Images', ...tileGrid(tiles, { columns, scale, theme: options.theme }) }, options);
}

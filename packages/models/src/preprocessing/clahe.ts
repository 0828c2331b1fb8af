import { levelOf } from './equalize';

const LEVELS = 256;

export interface ClaheOptions {
  /** How many times its even share a grey level may have in a tile's histogram, at the most; 0 is no limit. */
  clipLimit: number;
  /** Tiles a side. */
  tiles: number;
}

/**
 * Contrast-limited adaptive histogram equalisation of one channel in place (Zuiderveld 1994, Graphics Gems IV): each of
 * `tiles x tiles` tiles is equalised by its own histogram, clipped at `clipLimit`, and pixels blend the four nearest
 * tiles' results. The numbers of OpenCV's `createCLAHE`; where tiles do not divide the image, it is continued as a mirror.
 *
 * @param data one image `[h, w, c]`, 0..1.
 */
export function claheChannel(
  data: Float32Array,
  [h, w, c]: readonly [h: number, w: number, c: number],
  channel: number,
  { clipLimit, tiles }: ClaheOptions,
): void {
  const divides = h % tiles === 0 && w % tiles === 0;
  const side = (length: number) => (divides ? length : length + tiles - (length % tiles)) / tiles;
  const [tileHeight, tileWidth] = [side(h), side(w)];
  const level = (y: number, x: number) => levelOf(data[(mirror(y, h) * w + mirror(x, w)) * c + channel]);
  const tables: Float32Array[] = [];
  for (let ty = 0; ty < tiles; ty++)
    for (let tx = 0; tx < tiles; tx++) {
      const histogram = new Uint32Array(LEVELS);
      for (let y = ty * tileHeight; y < (ty + 1) * tileHeight; y++)
        for (let x = tx * tileWidth; x < (tx + 1) * tileWidth; x++) histogram[level(y, x)]++;
      tables.push(tableOf(histogram, tileHeight * tileWidth, clipLimit));
    }
  // Places between the middles of tiles; at the edge the outermost tile's. (Half a pixel off, as OpenCV has it.)
  const nearest = (place: number, length: number) => {
    const at = place / length - 0.5;
    const low = Math.floor(at);
    return { low: Math.max(0, low), high: Math.min(tiles - 1, low + 1), weight: at - low };
  };
  const columns = Array.from({ length: w }, (_, x) => nearest(x, tileWidth));
  for (let y = 0; y < h; y++) {
    const row = nearest(y, tileHeight);
    for (let x = 0; x < w; x++) {
      const column = columns[x];
      const at = (y * w + x) * c + channel;
      const value = levelOf(data[at]);
      const across = (tile: number) =>
        tables[tile * tiles + column.low][value] * (1 - column.weight) +
        tables[tile * tiles + column.high][value] * column.weight;
      data[at] =
        roundToEven(across(row.low) * (1 - row.weight) + across(row.high) * row.weight) / (LEVELS - 1);
    }
  }
}

/** What becomes of each level in a tile of this histogram, 0..255; the histogram is clipped in place. */
function tableOf(histogram: Uint32Array, pixels: number, clipLimit: number): Float32Array {
  if (clipLimit > 0) clip(histogram, Math.max(1, Math.floor((clipLimit * pixels) / LEVELS)));
  let sum = 0;
  return Float32Array.from(histogram, (count) => roundToEven(((sum += count) * (LEVELS - 1)) / pixels));
}

/** Halves to the even neighbour, as OpenCV rounds: here they are frequent. */
function roundToEven(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** Cuts a histogram at `most` and deals out what was cut over all levels. */
function clip(histogram: Uint32Array, most: number): void {
  let cut = 0;
  histogram.forEach((count, level) => {
    if (count <= most) return;
    cut += count - most;
    histogram[level] = most;
  });
  const each = Math.floor(cut / LEVELS);
  const rest = cut - each * LEVELS;
  for (let level = 0; level < LEVELS; level++) histogram[level] += each;
  if (rest === 0) return;
  const step = Math.max(1, Math.floor(LEVELS / rest));
  for (let level = 0, left = rest; level < LEVELS && left > 0; level += step, left--) histogram[level]++;
}

/** Mirrored at the middle of the outermost pixels. */
function mirror(i: number, n: number): number {
  if (i < n) return i;
  const period = Math.max(1, 2 * n - 2);
  const at = i % period;
  return at < n ? at : period - at;
}

import { encode } from 'fast-png';
import { element } from '../svg/element';

/** Pixels in memory: RGBA, 8 bits a channel, in a buffer that starts at a whole word. */
export interface Raster {
  data: Uint8Array;
  width: number;
  height: number;
}

/** A transparent raster. */
export const blank = (width: number, height: number): Raster => ({
  data: new Uint8Array(width * height * 4),
  width,
  height,
});

/** The raster enlarged `factor` times; each pixel becomes a square, so that every renderer shows it crisp. */
export function enlarge({ data, width, height }: Raster, factor: number): Raster {
  const out = blank(width * factor, height * factor);
  // One word a pixel, one copied row for each further row of squares.
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const to = new Uint32Array(out.data.buffer);
  for (let y = 0; y < height; y++) {
    const start = y * factor * out.width;
    for (let x = 0; x < width; x++)
      to.fill(from[y * width + x], start + x * factor, start + (x + 1) * factor);
    for (let copy = 1; copy < factor; copy++)
      to.copyWithin(start + copy * out.width, start, start + out.width);
  }
  return out;
}

/** Copies `source` into `target` with its upper left corner at left, top. */
export function paste(target: Raster, source: Raster, left: number, top: number): void {
  for (let y = 0; y < source.height; y++) {
    const row = source.data.subarray(y * source.width * 4, (y + 1) * source.width * 4);
    target.data.set(row, ((top + y) * target.width + left) * 4);
  }
}

/** The raster as an SVG image over the given rectangle, embedded as a PNG. */
export function imageElement(raster: Raster, x: number, y: number, width: number, height: number): string {
  const crisp = raster.width <= width * 2;
  return element('image', {
    x,
    y,
    width,
    height,
    preserveAspectRatio: 'none',
    'image-rendering': crisp ? 'optimizeSpeed' : undefined,
    style: crisp ? 'image-rendering:pixelated' : undefined,
    href: `data:image/png;base64,${toBase64(encode(packed(raster)))}`,
  });
}

// The fewest channels that hold the pixels: faces are grey, and most pictures have no holes.
function packed({ data, width, height }: Raster) {
  let [isGrey, isOpaque] = [true, true];
  for (let i = 0; i < data.length; i += 4) {
    isGrey &&= data[i] === data[i + 1] && data[i] === data[i + 2];
    isOpaque &&= data[i + 3] === 255;
  }
  if (!isOpaque) return { data, width, height, channels: 4 };
  const channels = isGrey ? 1 : 3;
  const out = new Uint8Array(width * height * channels);
  for (let i = 0, j = 0; i < data.length; i += 4) for (let k = 0; k < channels; k++) out[j++] = data[i + k]!;
  return { data: out, width, height, channels };
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}

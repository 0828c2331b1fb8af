import { encode } from 'fast-png';
import { element } from '../svg/element';

/** Pixels in memory: RGBA, 8 bits a channel. */
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
  for (let y = 0; y < out.height; y++)
    for (let x = 0; x < out.width; x++) {
      const from = (Math.floor(y / factor) * width + Math.floor(x / factor)) * 4;
      out.data.set(data.subarray(from, from + 4), (y * out.width + x) * 4);
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
    href: `data:image/png;base64,${toBase64(encode(opaque(raster)))}`,
  });
}

// Most pictures have no holes: leaving alpha out makes them a quarter smaller.
function opaque({ data, width, height }: Raster) {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return { data, width, height, channels: 4 };
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) rgb.set(data.subarray(i * 4, i * 4 + 3), i * 3);
  return { data: rgb, width, height, channels: 3 };
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(binary);
}

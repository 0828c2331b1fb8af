import { checkFinite, checkShape } from '../check';
import type { Image, ImageBatch } from '../figure';
import { blank, type Raster } from './raster';

/** Rasters of a batch. Errors on other shapes than `[n, h, w, 1 | 3]`, NaN, and floats outside 0..1. */
export function rastersOf(name: string, { data, shape }: ImageBatch): Raster[] {
  const expected = '[n, h, w, c] with c 1 or 3';
  const [n, height, width, channels] = shape;
  if (shape.length !== 4 || (channels !== 1 && channels !== 3))
    throw new Error(`invalid shape of ${name}: [${shape.join(', ')}] (expected ${expected})`);
  checkShape(name, shape, data.length, expected);
  checkFinite(name, data);
  const isBytes = data instanceof Uint8Array;
  if (!isBytes) checkUnitRange(name, data);
  const size = height * width * channels;
  return Array.from({ length: n }, (_, i) => {
    const raster = blank(width, height);
    for (let p = 0; p < height * width; p++) {
      for (let k = 0; k < 3; k++) {
        const value = data[i * size + p * channels + (channels === 3 ? k : 0)];
        // Uint8Array would wrap around, not clamp.
        raster.data[p * 4 + k] = isBytes ? value : Math.round(Math.min(1, Math.max(0, value)) * 255);
      }
      raster.data[p * 4 + 3] = 255;
    }
    return raster;
  });
}

/** The raster of one picture of shape `[h, w]`, `[h, w, c]` or `[1, h, w, c]`. */
export function rasterOf(name: string, { data, shape }: Image): Raster {
  const full = shape.length === 2 ? [1, ...shape, 1] : shape.length === 3 ? [1, ...shape] : [...shape];
  if (full.length !== 4 || full[0] !== 1 || (full[3] !== 1 && full[3] !== 3))
    throw new Error(
      `invalid shape of ${name}: [${shape.join(', ')}] (expected [h, w] or [h, w, c] with c 1 or 3)`,
    );
  return rastersOf(name, { data, shape: full })[0];
}

// Rounding may step a little outside; preprocessed pictures step far, and would be shown wrong.
function checkUnitRange(name: string, data: Float32Array): void {
  for (let i = 0; i < data.length; i++)
    if (data[i] < -0.01 || data[i] > 1.01)
      throw new Error(
        `invalid ${name}[${i}]: ${data[i]} (expected 0..1 for Float32Array: undo the preprocessing, or pass a Uint8Array of 0..255)`,
      );
}

/** The picture in grey (Rec. 709 luma), so that colour is left to the map over it. */
export function greyed(raster: Raster): Raster {
  const out = blank(raster.width, raster.height);
  for (let i = 0; i < raster.data.length; i += 4) {
    const [r, g, b, a] = raster.data.subarray(i, i + 4);
    out.data.fill(Math.round(0.2126 * r + 0.7152 * g + 0.0722 * b), i, i + 3);
    out.data[i + 3] = a!;
  }
  return out;
}

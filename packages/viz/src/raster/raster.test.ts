import { describe, expect, it } from 'vitest';
import { colorScale } from '../color/color-scale';
import { parse } from '../color/palettes';
import { blendMap, maskImage } from './blend';
import { fieldOf, resample } from './field';
import { rasterOf } from './picture';
import { enlarge, type Raster } from './raster';
import { paintSegments } from './segments';
import { tileSize } from './tile';

const reds = (raster: Raster) =>
  Array.from({ length: raster.width * raster.height }, (_, i) => raster.data[i * 4]);

describe('resampling', () => {
  it('reads half-pixel centres: two values become 0, 1/4, 3/4, 1', () => {
    const field = fieldOf('map', { values: Float32Array.of(0, 1), shape: [1, 2] });
    expect([...resample(field, 4, 1).values]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('keeps a plane a plane inside and rows apart from columns', () => {
    const field = fieldOf('map', { values: Float32Array.of(0, 0, 4, 4), shape: [2, 2] });
    expect([...resample(field, 2, 4).values]).toEqual([0, 0, 1, 1, 3, 3, 4, 4]);
  });

  it('accepts the shapes that attributions have', () => {
    for (const shape of [
      [2, 3],
      [2, 3, 1],
      [1, 2, 3],
      [1, 2, 3, 1],
    ]) {
      const { width, height } = fieldOf('map', { values: new Float32Array(6), shape });
      expect([height, width]).toEqual([2, 3]);
    }
  });
});

describe('pictures', () => {
  it('are enlarged by squares', () => {
    const raster = rasterOf('image', { data: Uint8Array.of(10, 20), shape: [1, 2] });
    expect(reds(enlarge(raster, 2))).toEqual([10, 10, 20, 20, 10, 10, 20, 20]);
  });

  it('mean the same as floats and as bytes, and clamp rounding errors', () => {
    const bytes = rasterOf('image', { data: Uint8Array.of(0, 51, 255), shape: [1, 3] });
    const floats = rasterOf('image', { data: Float32Array.of(-0.001, 0.2, 1.004), shape: [1, 3] });
    expect(floats).toEqual(bytes);
  });

  it('keep their colours', () => {
    const raster = rasterOf('image', { data: Uint8Array.of(1, 2, 3), shape: [1, 1, 3] });
    expect([...raster.data]).toEqual([1, 2, 3, 255]);
  });

  it('are drawn at a whole multiple of their pixels unless they are large', () => {
    expect(tileSize(48, 48, 144)).toEqual({ width: 144, height: 144, factor: 6 });
    expect(tileSize(640, 320, 144)).toEqual({ width: 144, height: 72, factor: 1 });
  });
});

describe('colour scales', () => {
  it('diverge about a white zero if any value is negative', () => {
    const scale = colorScale(Float32Array.of(-1, 0, 4));
    expect(scale.diverging).toBe(true);
    expect(scale.domain).toEqual([-4, 4]);
    expect(scale.color(0)).toEqual([255, 255, 255]);
    expect(scale.color(4)).toEqual(parse('#67001f'));
    expect(scale.color(-9)).toEqual(parse('#053061'));
  });

  it('start at 0 if no value is negative, and survive a flat field', () => {
    expect(colorScale(Float32Array.of(2, 3)).domain).toEqual([0, 3]);
    expect(colorScale(new Float32Array(4)).position(0)).toBe(0);
  });

  it('clip at the quantile, but never to nothing', () => {
    const values = Float32Array.from({ length: 100 }, (_, i) => i + 1);
    expect(colorScale(values, { clip: 0.9 }).domain).toEqual([0, 90]);
    const lonely = new Float32Array(1000);
    lonely[7] = 5;
    expect(colorScale(lonely, { clip: 0.9 }).domain).toEqual([0, 5]);
  });
});

describe('maps over pictures', () => {
  const image = rasterOf('image', { data: Uint8Array.of(100, 100), shape: [1, 2] });
  const map = fieldOf('map', { values: Float32Array.of(0, 1), shape: [1, 2] });
  const scale = colorScale(map.values, { palette: 'greys' });

  it('blend by their strength: nothing at 0, the opacity at the top', () => {
    const out = blendMap(image, map, { scale, opacity: 0.5, blend: 'weighted', factor: 1 });
    expect(reds(out)).toEqual([100, Math.round((100 + 255) / 2)]);
  });

  it('blend evenly if asked to', () => {
    const out = blendMap(image, map, { scale, opacity: 1, blend: 'even', factor: 1 });
    expect(reds(out)).toEqual([0, 255]);
  });

  it('mask what is under the threshold and leave the picture unharmed', () => {
    const masked = maskImage(image, map, 0.5);
    expect(reds(masked.image)).toEqual([0, 100]);
    expect(masked.kept).toBe(0.5);
    expect(reds(image)).toEqual([100, 100]);
  });

  it('darken the superpixels that are not kept and draw the border', () => {
    const wide = rasterOf('image', { data: new Uint8Array(16).fill(200), shape: [1, 16] });
    const labels = Int32Array.from({ length: 16 }, (_, i) => (i < 8 ? 0 : 1));
    const out = paintSegments(
      wide,
      { labels, shape: [1, 16] },
      { factor: 1, keep: new Set([1]), border: [1, 2, 3] },
    );
    expect(
      reds(out)
        .slice(0, 7)
        .every((red) => red < 100),
    ).toBe(true);
    expect(reds(out).slice(7, 9)).toEqual([1, 1]);
    expect(reds(out).slice(9)).toEqual(new Array(7).fill(200));
  });
});

import { checkShape } from '../check';
import { mix, type Rgb } from '../color/palettes';
import type { ColorScale } from '../color/color-scale';
import { setPixel } from './blend';
import { blank, enlarge, type Raster } from './raster';

/** A cut of a picture into regions, as the segmenters of `@fer/explain` give it. */
export interface Segments {
  /** `[h, w]` region number of each pixel. */
  labels: Int32Array;
  shape: readonly number[];
}

export interface SegmentPaint {
  factor: number;
  /** Regions to leave as they are; the others are darkened. All if absent. */
  keep?: ReadonlySet<number>;
  /** One value a region, tinted by the scale. */
  tint?: { weights: ArrayLike<number>; scale: ColorScale };
  border: Rgb;
}

/** Checks that segments lie over a picture of the given size. */
export function checkSegments({ labels, shape }: Segments, image: Raster): void {
  checkShape('segments', shape, labels.length, '[h, w]');
  if (shape.length !== 2 || shape[0] !== image.height || shape[1] !== image.width)
    throw new Error(
      `invalid shape of segments: [${shape.join(', ')}] (expected [${image.height}, ${image.width}])`,
    );
  const negative = labels.findIndex((label) => label < 0);
  if (negative >= 0)
    throw new Error(`invalid segments[${negative}]: ${labels[negative]} (expected a whole number >= 0)`);
}

/** The picture with borders around its kept regions, the rest darkened, regions tinted by their weights. */
export function paintSegments(image: Raster, { labels }: Segments, paint: SegmentPaint): Raster {
  const { factor, keep, tint, border } = paint;
  const large = enlarge(image, factor);
  const out = blank(large.width, large.height);
  const labelAt = (x: number, y: number) =>
    labels[Math.floor(y / factor) * image.width + Math.floor(x / factor)];
  const isKept = (label: number) => !keep || keep.has(label);
  const thickness = Math.max(1, Math.round(factor / 4));
  for (let y = 0; y < out.height; y++)
    for (let x = 0; x < out.width; x++) {
      const i = y * out.width + x;
      const own = labelAt(x, y);
      let color: Rgb = [large.data[i * 4], large.data[i * 4 + 1], large.data[i * 4 + 2]];
      if (tint) {
        const weight = tint.weights[own];
        const strength = Math.abs(2 * tint.scale.position(weight) - 1);
        color = mix(color, tint.scale.color(weight), 0.65 * strength);
      }
      if (!isKept(own)) color = mix(color, [18, 22, 30], 0.65);
      const right = labelAt(Math.min(out.width - 1, x + thickness), y);
      const below = labelAt(x, Math.min(out.height - 1, y + thickness));
      const isBorder = [right, below].some((other) => other !== own && (isKept(own) || isKept(other)));
      setPixel(out, i, isBorder ? border : color);
    }
  return out;
}

import { checkCount, checkShape, checkWhole } from '../check';
import { mix, type Rgb } from '../color/palettes';
import type { ColorScale } from '../color/color-scale';
import { setPixel } from './blend';
import { enlarge, type Raster } from './raster';

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

/** Checks that there are the regions that are kept, and a weight for each. */
export function checkRegions(
  { labels }: Segments,
  { keep = [], weights }: { keep?: readonly number[]; weights?: ArrayLike<number> },
): void {
  const count = labels.reduce((a, b) => Math.max(a, b), 0) + 1;
  for (const region of keep) checkWhole('region to keep', region, 0, count - 1);
  if (weights) checkCount('weights', weights.length, count);
}

/** The picture with borders around its kept regions, the rest darkened, regions tinted by their weights. */
export function paintSegments(image: Raster, { labels }: Segments, paint: SegmentPaint): Raster {
  const { factor, keep, tint, border } = paint;
  const out = enlarge(image, factor);
  const isKept = (label: number) => !keep || keep.has(label);
  // A line lies on both sides of an edge, each side at most a pixel wide: the corners of a square about a place tell what is near.
  const reach = Math.max(1, Math.round(factor / 8));
  const isInside = (at: number) => at % factor >= reach && at % factor < factor - reach;
  const labelAt = (x: number, y: number) =>
    labels[
      clamp(Math.floor(y / factor), image.height - 1) * image.width +
        clamp(Math.floor(x / factor), image.width - 1)
    ];
  const isBorder = (x: number, y: number, own: number) => {
    if (isInside(x) && isInside(y)) return false;
    for (const dy of [-reach, reach])
      for (const dx of [-reach, reach]) {
        const other = labelAt(x + dx, y + dy);
        if (other !== own && (isKept(own) || isKept(other))) return true;
      }
    return false;
  };
  for (let y = 0; y < out.height; y++)
    for (let x = 0; x < out.width; x++) {
      const i = y * out.width + x;
      const own = labelAt(x, y);
      if (isBorder(x, y, own)) setPixel(out, i, border);
      else if (tint || !isKept(own)) {
        let color: Rgb = [out.data[i * 4], out.data[i * 4 + 1], out.data[i * 4 + 2]];
        if (tint) {
          const weight = tint.weights[own];
          const strength = Math.abs(2 * tint.scale.position(weight) - 1);
          color = mix(color, tint.scale.color(weight), 0.65 * strength);
        }
        if (!isKept(own)) color = mix(color, [18, 22, 30], 0.65);
        setPixel(out, i, color);
      }
    }
  return out;
}

const clamp = (at: number, most: number) => Math.min(most, Math.max(0, at));

import { checkFinite, checkRange } from '../check';
import { colorScale } from '../color/color-scale';
import { parse } from '../color/palettes';
import type { Figure, FigureOptions, Image } from '../figure';
import { rasterOf } from '../raster/picture';
import { checkRegions, checkSegments, paintSegments, type Segments } from '../raster/segments';
import { tileSize } from '../raster/tile';
import { frame } from '../svg/frame';
import { scaleBar, scaleBarHeight } from '../svg/scale-bar';
import { picture } from '../svg/shapes';
import { themeOf } from '../theme';

export interface SuperpixelOverlayOptions extends FigureOptions {
  /** Regions to leave clear, as LIME's picture does; the others are darkened. Default: all are clear. */
  keep?: readonly number[];
  /** One value a region (LIME coefficients, Shapley values): tints it blue (negative) or red (positive). */
  weights?: ArrayLike<number>;
  /** Length of the longer side in pixels. Default 288. */
  size?: number;
}

/** The colour of the borders between regions: yellow is rare in faces and clear on grey. */
export const borderColor = parse('#ffd400');

/**
 * A picture with the borders of its superpixels; kept ones are clear, the others darkened, and weights tint them.
 *
 * Errors: segments of another size than the picture, fewer weights than regions, a region to keep that there is not, NaN.
 *
 * @example
 * const { svg } = superpixelOverlay(image, { labels, shape: [48, 48] }, { keep: [3, 7, 12] });
 */
export function superpixelOverlay(
  image: Image,
  segments: Segments,
  options: SuperpixelOverlayOptions = {},
): Figure {
  const { keep, weights, size: target = 288 } = options;
  checkRange('size', target, 16, 4096);
  const theme = themeOf(options.theme);
  const raster = rasterOf('image', image);
  checkSegments(segments, raster);
  if (weights) checkFinite('weights', weights);
  checkRegions(segments, { keep, weights });
  const tint = weights && { weights, scale: colorScale(Float32Array.from(weights), { scale: 'diverging' }) };
  const size = tileSize(raster.width, raster.height, target);
  const painted = paintSegments(raster, segments, {
    factor: size.factor,
    keep: keep && new Set(keep),
    tint,
    border: borderColor,
  });
  return frame(
    {
      title: 'Superpixels',
      note: keep && `${keep.length} superpixels kept, the others darkened.`,
      width: size.width,
      height: size.height + (tint ? 14 + scaleBarHeight : 0),
      draw: (x, y) =>
        picture(painted, x, y, size.width, size.height, theme) +
        (tint ? scaleBar(x, y + size.height + 14, size.width, tint.scale, { theme }) : ''),
    },
    options,
  );
}

import { mapOf, type MeasuredAttribution } from '../faithfulness/attribution-maps';
import { pictureMaps } from './picture-maps';

/**
 * How spread out each map is, 0..1: Shannon's entropy `-sum_i p_i ln p_i / ln(pixels)` with `p_i = |a_i| / sum |a|`, `a` summed
 * over the channels. 0 where one pixel has everything, 1 where all are alike; NaN for a map that is zero everywhere.
 *
 * It is `complexity` as a share of its largest value, so that maps of different sizes compare; a map at a layer's resolution
 * has the entropy of that resolution. `[n, h, w]` or `[n, h, w, c]`, one number an image.
 * Throws on other shapes and values that are not finite.
 *
 * @example
 * const entropy = mapEntropy(await saliency(model, images));
 */
export function mapEntropy(attribution: MeasuredAttribution): Float32Array {
  const maps = pictureMaps(attribution);
  return Float32Array.from({ length: maps.n }, (_, image) => {
    const sizes = mapOf(maps, image).map(Math.abs);
    const total = sizes.reduce((a, b) => a + b, 0);
    if (total === 0) return NaN;
    if (maps.size === 1) return 0;
    let entropy = 0;
    for (const size of sizes) if (size > 0) entropy -= (size / total) * Math.log(size / total);
    return entropy / Math.log(maps.size);
  });
}

import { rowOf } from '../common/images';
import type { Prepared } from '../common/prepare';
import type { Segmentation } from '../segments/segmentation';
import { imageInputs } from './image-inputs';
import type { Hidden } from './masked-rows';

/** Products of an image `x` and of what hides it, `h`, summed over each segment in float64. */
export interface SegmentProducts {
  xx: Float64Array;
  xh: Float64Array;
  hh: Float64Array;
}

/**
 * The products of an image's segments: of them the distance of any perturbed image follows without looking at its pixels.
 */
export function segmentProducts(
  prepared: Prepared,
  { labels, count }: Segmentation,
  hidden: Hidden,
  image: number,
): SegmentProducts {
  const { isImage } = imageInputs(prepared);
  const [xx, xh, hh] = [0, 1, 2].map(() => new Float64Array(count));
  prepared.inputs.forEach((input, i) => {
    if (!isImage[i]) return;
    const x = rowOf(input, image);
    const h = hidden === 0 ? new Float32Array(x.length) : rowOf(hidden[i], image);
    const channels = input.shape[3];
    for (let k = 0; k < x.length; k++) {
      const label = labels[Math.floor(k / channels)];
      xx[label] += x[k] * x[k];
      xh[label] += x[k] * h[k];
      hh[label] += h[k] * h[k];
    }
  });
  return { xx, xh, hh };
}

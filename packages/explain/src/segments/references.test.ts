import { decodeTensor, readReference, relativeError, type EncodedTensor } from '@fer/fixtures';
import { describe, expect, test } from 'vitest';
import { adjustedRandIndex } from '../testing/adjusted-rand-index';
import { felzenszwalb } from './felzenszwalb';
import type { PlainImage } from './plain-image';
import { quickshift } from './quickshift';
import { rgbToLab } from './rgb-to-lab';
import type { Segmentation } from './segmentation';
import { slic } from './slic';

interface SegmentationRecord {
  id: string;
  image: EncodedTensor;
  lab: EncodedTensor;
  results: {
    method: string;
    params: Record<string, never>;
    nSegments: number;
    labels: EncodedTensor;
  }[];
}

const { records } = readReference<{ records: SegmentationRecord[] }>('segmentation');

/** How each method takes the peer's parameters, and the agreement that is asked. */
const segmenters: Record<
  string,
  { least: number; run: (image: PlainImage, params: Record<string, never>) => Segmentation }
> = {
  slic: {
    least: 0.9,
    run: (image, p) =>
      slic(image, {
        nSegments: p.n_segments,
        compactness: p.compactness,
        maxNumIter: p.max_num_iter,
        sigma: p.sigma,
        enforceConnectivity: p.enforce_connectivity,
        convert2lab: p.convert2lab,
      }),
  },
  felzenszwalb: {
    least: 0.9,
    run: (image, p) => felzenszwalb(image, { scale: p.scale, sigma: p.sigma, minSize: p.min_size }),
  },
  quickshift: {
    least: 0.95,
    run: (image, p) =>
      quickshift(image, {
        kernelSize: p.kernel_size,
        maxDist: p.max_dist,
        ratio: p.ratio,
        sigma: p.sigma,
        convert2lab: p.convert2lab,
      }),
  },
};

describe.each(records)('$id', ({ image, lab, results }) => {
  const { data, shape } = decodeTensor(image);
  const picture = { data: Float32Array.from(data), shape };

  test('colours in Lab are those of scikit-image', () => {
    expect(relativeError(rgbToLab(Float64Array.from(data)), decodeTensor(lab).data)).toBeLessThan(1e-6);
  });

  test.each(results)('$method $params is as scikit-image has it', ({ method, params, nSegments, labels }) => {
    const { least, run } = segmenters[method];
    const segmentation = run(picture, params);
    const ari = adjustedRandIndex(segmentation.labels, decodeTensor(labels).data);
    expect(ari).toBeGreaterThanOrEqual(least);
    expect(segmentation.count).toBe(nSegments);
  });
});

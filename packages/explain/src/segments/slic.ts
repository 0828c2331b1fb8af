import { connectedSegments } from './connected-segments';
import { gaussianBlur } from './gaussian-blur';
import { checkFromZero, checkNames, checkPositive, checkWhole } from '../common/option-checks';
import { readRgb, type PlainImage } from './plain-image';
import { rgbToLab } from './rgb-to-lab';
import { numberedSegments, type Segmentation } from './segmentation';
import { slicClusters } from './slic-clusters';

export interface SlicOptions {
  /** About how many segments. Default 100; small pieces are merged, so there are mostly fewer. */
  nSegments?: number;
  /** How much place counts against colour: large values give squares, small ones follow edges. Default 10. */
  compactness?: number;
  /** Rounds of k-means at most. Default 10. */
  maxNumIter?: number;
  /** Standard deviation in pixels of the smoothing beforehand. Default 0: none. */
  sigma?: number;
  /** Whether colours are compared in CIE Lab. Default true. */
  convert2lab?: boolean;
  /** Whether every segment is one piece. Default true. */
  enforceConnectivity?: boolean;
  /** Pieces smaller than this share of the size asked for are merged with a neighbour. Default 0.5. */
  minSizeFactor?: number;
  /** Pieces are cut at this multiple of the size asked for. Default 3. */
  maxSizeFactor?: number;
}

/**
 * Superpixels of about equal size: k-means of the pixels by colour and place, each centre looking only around itself.
 *
 * With seeds `S` pixels apart a pixel's distance to a centre is `|colour|² / compactness² + |place|² / S²`. The image is
 * `[h, w, c]` or `[1, h, w, c]`, 0..1, and is stretched to its full range first; grey counts as RGB with equal channels.
 * Names, defaults and results are those of scikit-image 0.19's `slic`; there is no randomness.
 * Throws on an image or option that is not as said.
 * Achanta et al. 2012, SLIC superpixels compared to state-of-the-art superpixel methods, https://doi.org/10.1109/TPAMI.2012.120
 *
 * @example
 * const { labels, count } = slic({ data, shape: [224, 224, 3] }, { nSegments: 50, sigma: 1 });
 */
export function slic(image: PlainImage, options: SlicOptions = {}): Segmentation {
  const {
    nSegments = 100,
    compactness = 10,
    maxNumIter = 10,
    sigma = 0,
    convert2lab = true,
    enforceConnectivity = true,
    minSizeFactor = 0.5,
    maxSizeFactor = 3,
  } = options;
  checkNames(options, optionNames);
  checkWhole({ nSegments, maxNumIter }, 1);
  checkPositive({ compactness });
  checkFromZero({ sigma, minSizeFactor });
  if (!(maxSizeFactor > minSizeFactor && maxSizeFactor < Infinity))
    throw new Error(
      `invalid maxSizeFactor: ${maxSizeFactor} (expected more than minSizeFactor, ${minSizeFactor})`,
    );

  const { values, h, w } = readRgb(image);
  stretch(values);
  const colours = gaussianBlur(convert2lab ? rgbToLab(values) : values, h, w, sigma);
  for (let i = 0; i < colours.length; i++) colours[i] *= 1 / compactness;
  const { labels, clusters } = slicClusters(colours, h, w, { nSegments, maxNumIter });
  if (!enforceConnectivity) return numberedSegments(labels, h, w);
  const size = (h * w) / clusters;
  const most = Math.min(Math.max(1, Math.floor(maxSizeFactor * size)), h * w);
  return numberedSegments(connectedSegments(labels, h, w, Math.floor(minSizeFactor * size), most), h, w);
}

const optionNames = [
  'nSegments',
  'compactness',
  'maxNumIter',
  'sigma',
  'convert2lab',
  'enforceConnectivity',
  'minSizeFactor',
  'maxSizeFactor',
];

/** Makes the values reach from 0 to 1, in place, whatever the contrast. */
function stretch(values: Float64Array): void {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const range = high - low || 1;
  for (let i = 0; i < values.length; i++) values[i] = (values[i] - low) / range;
}

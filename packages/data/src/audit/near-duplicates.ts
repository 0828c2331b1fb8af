import type { LabelledImages } from '../labelled-images';
import { differenceHashes } from './difference-hash';
import { DisjointSets } from './disjoint-sets';
import { rowsByImage } from './exact-duplicates';
import { forEachNeighbour } from './hash-neighbours';
import { pixelCorrelation } from './pixel-correlation';

/** When two images count as nearly the same. */
export interface NearOptions {
  /** At most so many of the 64 bits of their dHash differ, 0..16. Default 6. */
  distance?: number;
  /** And their pixels correlate at least so much (Pearson's r), 0..1. Default 0.9. */
  similarity?: number;
}

/**
 * Comparisons of pixels that may fail: any number while all together are fewer than `FREE_TRIES` an image (faces need
 * one), then `TRIES` an image. Flat pictures would make it the square of the images.
 */
const FREE_TRIES = 16;
const TRIES = 128;

/** What `NearOptions` leaves unsaid: chosen on FER2013, see the package's README. */
export const NEAR = { distance: 6, similarity: 0.9 };

/**
 * Groups of different images that look nearly the same: rescaled, recompressed, brightened or slightly cropped copies.
 * Each group has all the rows of its images, exact copies too; groups in the order of their first row, rows ascending.
 *
 * Pairs are found by perceptual hash (`differenceHashes`, at most `distance` bits apart) and confirmed by the
 * correlation of their pixels. A group is all that such pairs connect, so two of its images may differ more than that.
 * An image of one value correlates with nothing and is in no group.
 *
 * Where very many images have nearly one hash, not all are compared, so that the time stays in proportion to their number:
 * `complete` is false then.
 *
 * @param images the rows of each distinct image, where they are known already.
 * @throws `RangeError` on a distance or similarity out of range.
 */
export function nearDuplicates(
  ds: LabelledImages,
  { distance = NEAR.distance, similarity = NEAR.similarity }: NearOptions = {},
  images: readonly number[][] = rowsByImage(ds),
): { groups: number[][]; complete: boolean } {
  if (!Number.isInteger(distance) || distance < 0 || distance > 16)
    throw new RangeError(`invalid distance: ${distance} (expected an integer 0..16)`);
  if (!(similarity >= 0 && similarity <= 1))
    throw new RangeError(`invalid similarity: ${similarity} (expected 0..1)`);
  const correlation = pixelCorrelation(ds);
  const hashes = hashesOf(
    ds,
    images.map(([first]) => first),
  );
  const sets = new DisjointSets(images.length);
  const failed = new Uint32Array(images.length);
  let failures = 0;
  let givenUp = false;
  const all = forEachNeighbour(hashes, distance, (i, j) => {
    if (sets.find(i) === sets.find(j)) return;
    if (failures > FREE_TRIES * images.length && Math.max(failed[i], failed[j]) >= TRIES) givenUp = true;
    else if (correlation(images[i][0], images[j][0]) >= similarity) sets.join(i, j);
    else {
      failed[i]++;
      failed[j]++;
      failures++;
    }
  });
  const groups = sets
    .sets()
    .filter((set) => set.length > 1)
    .map((set) => set.flatMap((image) => images[image]).sort((a, b) => a - b));
  return { groups, complete: all && !givenUp };
}

function hashesOf(ds: LabelledImages, rows: readonly number[]): Uint32Array {
  const all = differenceHashes(ds);
  return Uint32Array.from({ length: rows.length * 2 }, (_, i) => all[rows[i >> 1] * 2 + (i & 1)]);
}

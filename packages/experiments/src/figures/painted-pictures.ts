import type { FilterPictures } from '@fer/viz';

/** What of black to white a picture must span to be stretched: less is one tone to the eye. */
const LEAST_CONTRAST = 0.05;

/**
 * Pictures painted within a model's range of input, as shares of it, 0 black and 1 white, each stretched from its darkest to
 * its lightest value. One of a single tone keeps its tone: stretched, white would look like grey, and rounding like a pattern.
 */
export function paintedPictures(
  { values, shape }: FilterPictures,
  range: readonly [black: number, white: number],
): { pictures: FilterPictures; note: string } {
  const shares = sharesOf(values, range);
  const size = values.length / shape[0];
  let tones = 0;
  for (let start = 0; start < shares.length; start += size) {
    const picture = shares.subarray(start, start + size);
    const [low, high] = extent(picture);
    if (high - low < LEAST_CONTRAST) tones++;
    else stretch(picture);
  }
  return { pictures: { values: shares, shape }, note: noteOf(tones, shape[0]) };
}

/** Scales a picture in place, its least value to 0 and its greatest to 1; one of a single value is black if that is 0, else grey. */
export function stretch(picture: Float32Array): void {
  const [low, high] = extent(picture);
  picture.forEach((value, i) => {
    if (high > low) picture[i] = (value - low) / (high - low);
    else picture[i] = value === 0 ? 0 : 0.5;
  });
}

function extent(picture: Float32Array): [low: number, high: number] {
  return [picture.reduce((a, b) => Math.min(a, b)), picture.reduce((a, b) => Math.max(a, b))];
}

/** Pixels as a model sees them as shares of its range; rounding may leave the range by a little. */
export function sharesOf(values: Float32Array, [black, white]: readonly [number, number]): Float32Array {
  return values.map((value) => Math.min(1, Math.max(0, (value - black) / (white - black))));
}

function noteOf(tones: number, pictures: number): string {
  if (tones === pictures) return 'Tones as the model sees them.';
  const stretched = 'Each picture from its darkest value (black) to its lightest (white)';
  return tones === 0 ? `${stretched}.` : `${stretched}; ${tones} of a single tone in that tone.`;
}

import type { Preprocessing } from './preprocessing';

/**
 * What black and white (0 and 1) become: the range of values that a model with this preprocessing sees. For
 * `standardizeImage`, which depends on the image, those of one whose greys are spread evenly; with means by channel,
 * the outermost.
 */
export function inputRange(preprocessing: Preprocessing): [black: number, white: number] {
  return apply([0, 1], preprocessing);
}

function apply([black, white]: [number, number], preprocessing: Preprocessing): [number, number] {
  switch (preprocessing.kind) {
    case 'scale': {
      const ends = [black, white].map((value) => value * preprocessing.factor + preprocessing.offset);
      return [Math.min(...ends), Math.max(...ends)];
    }
    case 'standardize': {
      const means = [preprocessing.mean].flat();
      const stds = [preprocessing.std].flat();
      const channels = Array.from({ length: Math.max(means.length, stds.length) }, (_, k) => k);
      const through = (value: number) =>
        channels.map((k) => (value - means[k % means.length]) / stds[k % stds.length]);
      return [Math.min(...through(black)), Math.max(...through(white))];
    }
    case 'standardizeImage':
      // An even spread over 0..1 has mean 1/2 and standard deviation 1/sqrt(12).
      return [-Math.sqrt(3), Math.sqrt(3)];
    case 'equalize':
    case 'clahe':
      return [0, 1];
    case 'chain':
      return preprocessing.steps.reduce(apply, [black, white]);
    default:
      return [black, white];
  }
}

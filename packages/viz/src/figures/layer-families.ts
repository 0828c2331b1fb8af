/** Families of layers in the order of the categorical colours; the last is everything else. */
export const families: [name: string, pattern: RegExp][] = [
  ['convolution', /conv/i],
  ['pooling, padding', /pool|padding|upsampl/i],
  ['dense', /dense/i],
  ['normalisation', /norm/i],
  ['dropout', /dropout|noise/i],
  ['other', /./],
];

/** The place in `families` of a layer's type, Keras' class name. */
export const familyOf = ({ type }: { type: string }): number =>
  families.findIndex(([, pattern]) => pattern.test(type || '?'));

/** The names under which data sets know their parts. */
export const SPLIT_NAMES = {
  train: ['Training', 'train', 'training'],
  validation: ['PublicTest', 'validation', 'val', 'valid'],
  test: ['PrivateTest', 'test'],
} as const;

import type { LabelledImages } from '../labelled-images';

/** `n` images of 2x2 pixels with every optional array; image i is all `i`, its label `i % 3`. */
export function smallSet(n: number): Required<LabelledImages> {
  return {
    images: Uint8Array.from({ length: n * 4 }, (_, at) => Math.floor(at / 4)),
    shape: [n, 2, 2, 1],
    labels: Uint8Array.from({ length: n }, (_, i) => i % 3),
    labelWeights: Float32Array.from({ length: n * 3 }, (_, at) =>
      at % 3 === Math.floor(at / 3) % 3 ? 0.5 : 0.25,
    ),
    splits: Array.from({ length: n }, (_, i) => (i % 2 ? 'odd' : 'even')),
    ids: Array.from({ length: n }, (_, i) => `image ${i}`),
    classes: ['a', 'b', 'c'],
  };
}

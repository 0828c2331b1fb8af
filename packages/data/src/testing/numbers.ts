import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { generatorFor } from '../random';

/** Numbers 0..1 from a seed. */
export function numbers(seed: number): () => number {
  const generator = generatorFor(seed);
  return () => uniformFloat64(generator);
}

/** The same number always: 0 is the least that an augmentation can draw, 0.5 its middle, almost 1 the most. */
export function always(value: number): () => number {
  return () => value;
}

/** An image of many different values 0..1. */
export function speckled(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => ((i * 37) % 101) / 100);
}

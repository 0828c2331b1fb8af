/**
 * A function that may ask for narrower parameters than it is called with, as methods may: `(x: tf.Tensor4D) => ...` where
 * a tensor of any rank is given.
 */
export type Bivariant<F extends (...args: never[]) => unknown> = {
  method(...args: Parameters<F>): ReturnType<F>;
}['method'];

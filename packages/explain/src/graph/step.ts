import type * as tf from '@tensorflow/tfjs-core';
import type { AxisWindow } from './axis-window';

/** A tensor of the graph before it has a value: an index. */
export type ValueId = number;

/**
 * What a step is to the rules that replace how gradients flow:
 * - `convolution`, `dense`: linear in the input, with weights ({@link Step.linear});
 * - `linear`: any other that is linear (or affine) in all inputs together: batch normalisation, average pooling, add;
 * - `rearrange`: moves, copies or drops values: reshape, padding, concatenate, nearest upsampling;
 * - `activation`: a function of each element alone, but for the softmaxes; named in {@link Step.activation};
 * - `maxPool`: the largest of each window;
 * - `product`: bilinear in two inputs: multiply, dot;
 * - `opaque`: anything else; only the plain gradient goes through it.
 */
export type StepOp =
  'convolution' | 'dense' | 'linear' | 'rearrange' | 'activation' | 'maxPool' | 'product' | 'opaque';

/** A linear step taken apart: `y = apply(x, kernel) + bias`. */
export interface LinearMap {
  kernel: () => tf.Tensor;
  bias: () => tf.Tensor | undefined;
  /** The map with any kernel of that shape, without bias; differentiable in `x`. */
  apply: (x: tf.Tensor, kernel: tf.Tensor) => tf.Tensor;
  /** Bias and activation in the same pass, where TF.js has a kernel for it; not differentiable. */
  fused?: (x: tf.Tensor, kernel: tf.Tensor, epilogue: Epilogue) => tf.Tensor;
}

/** What fused kernels do to a result before they write it, as TF.js calls it. */
export interface Epilogue {
  bias?: tf.Tensor;
  activation?: 'relu' | 'relu6' | 'leakyrelu';
  leakyreluAlpha?: number;
}

/** One computation of the graph. A layer with its own activation is two steps, the linear part and the activation. */
export interface Step {
  op: StepOp;
  /** The layer's name, with those of the models around it in front: `encoder/conv1`. Of a graph model the node's. */
  name: string;
  /** The layer's class, e.g. `Conv2D`, or the node's op. */
  type: string;
  /** Of an activation its name in lower camel case, e.g. `relu`, `leakyReLU`, `softmax`; of an opaque step that ends in one, too. */
  activation?: string;
  inputs: ValueId[];
  outputs: ValueId[];
  /** The plain forward computation, in inference mode. */
  compute: (inputs: tf.Tensor[]) => tf.Tensor[];
  /** Of a convolution or dense step. */
  linear?: LinearMap;
  /** Of an activation that fused kernels know. */
  epilogue?: Omit<Epilogue, 'bias'>;
  /**
   * Of max-pooling: hands `dy`, in the output's shape, to the first largest element of each window: its gradient. With
   * `tolerance`, one number, what is less than that below the largest counts as equal to it.
   */
  unpool?: (input: tf.Tensor, output: tf.Tensor, dy: tf.Tensor, tolerance?: tf.Tensor) => tf.Tensor;
  /** Of a step that slides over the places of its one input: how, along each axis between images and channels. */
  windows?: readonly AxisWindow[];
  /** Kernels that the gradient needs and that some backend of TF.js lacks. */
  gradientKernels?: readonly string[];
}

/**
 * Replaces how a step computes, and with `withGradient` how gradients flow back through it: guided backprop, DeepLIFT
 * and LRP are rules. `undefined` leaves the step as it is; `step.compute(inputs)` is the plain computation.
 */
export type Rule = (step: Step, inputs: tf.Tensor[]) => tf.Tensor[] | undefined;

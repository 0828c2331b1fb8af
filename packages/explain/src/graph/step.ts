import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';

export type Layer = InstanceType<typeof tfl.layers.Layer>;

/** A tensor of the graph before it has a value: an index. */
export type ValueId = number;

/** What a step computes, as far as rules want to tell apart. `'layer'` is any layer taken whole. */
type StepOp = 'conv2d' | 'depthwiseConv2d' | 'dense' | 'maxPool2d' | 'activation' | 'layer';

/** One computation of the graph. A layer with its own activation is two steps, the linear part and the activation. */
export interface Step {
  op: StepOp;
  /** The layer's name, with those of the models around it in front: `encoder/conv1`. */
  name: string;
  layer: Layer;
  /** The layer's class, e.g. `Conv2D`. */
  type: string;
  /** Of an activation its name in lower camel case, e.g. `relu`, `leakyReLU`, `softmax`. */
  activation?: string;
  inputs: ValueId[];
  outputs: ValueId[];
  /** The plain forward computation, in inference mode. */
  compute: (inputs: tf.Tensor[]) => tf.Tensor[];
}

/**
 * Replaces how a step computes, and with `tf.customGrad` how gradients flow back through it: guided backprop, DeepLIFT
 * and LRP are rules. `undefined` leaves the step as it is; `step.compute(inputs)` is the plain computation.
 */
export type Rule = (step: Step, inputs: tf.Tensor[]) => tf.Tensor[] | undefined;

import * as tf from '@tensorflow/tfjs-core';
import type { LayerCall } from '../graph/graph';

/** Checks a neuron before anything runs, as far as the shape of the layer is known. */
export function checkNeuronAhead(neuron: readonly number[], call: LayerCall): void {
  if (call.shape.length > 0) checkNeuron(neuron, call, call.shape);
}

/**
 * Throws when `neuron` is not one whole number for each axis of the layer's output after the first, within its size.
 * Sizes that the layer leaves open (`null`) are not looked at.
 */
function checkNeuron(
  neuron: readonly number[],
  { name }: LayerCall,
  shape: readonly (number | null)[],
): void {
  const sizes = shape.slice(1);
  const output = `layer '${name}' puts out [${['n', ...sizes.map((size) => size ?? '?')].join(', ')}]`;
  const given = Array.isArray(neuron) ? `[${neuron.join(', ')}]` : String(neuron);
  if (!Array.isArray(neuron) || neuron.length !== sizes.length) {
    const names = sizes.length === 3 ? '[y, x, channel]' : sizes.length === 1 ? '[unit]' : undefined;
    const expected = names ?? `${sizes.length} indices`;
    throw new Error(`invalid neuron: ${given} (expected ${expected}: ${output})`);
  }
  for (const [axis, size] of sizes.entries()) {
    const index = (neuron as readonly number[])[axis];
    if (Number.isInteger(index) && index >= 0 && index < (size ?? Infinity)) continue;
    const below = size === null ? 'from 0' : `in 0..${size - 1}`;
    throw new Error(`invalid neuron: ${given} (expected index ${axis} ${below}: ${output})`);
  }
}

/** The neuron's values `[n, 1]` in the layer's output `[n, ...]`; differentiable. Throws when it lies outside. */
export function neuronOf(output: tf.Tensor, neuron: readonly number[], call: LayerCall): tf.Tensor2D {
  checkNeuron(neuron, call, output.shape);
  const place = neuron.reduce((sum, index, axis) => sum * output.shape[axis + 1] + index, 0);
  const flat: tf.Tensor2D = tf.reshape(output, [output.shape[0], -1]);
  return tf.slice2d(flat, [0, place], [-1, 1]);
}

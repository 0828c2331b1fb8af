import type * as tfl from '@tensorflow/tfjs-layers';

const afterConvolution = ['BatchNormalization', 'Activation', 'ReLU', 'LeakyReLU', 'PReLU', 'ELU'];

/**
 * The layer whose maps are what the rest of a model sees of its last convolution: the activation after it, as the
 * papers of the CAM family mean it. `undefined` where the model has no convolution.
 */
export function camLayer({ layers }: tfl.LayersModel): string | undefined {
  let found = layers.findLast((layer) => layer.getClassName().endsWith('Conv2D'));
  for (let next = found; next; next = follower(layers, next)) found = next;
  return found?.name;
}

/** The only layer that takes what this one gives, if it normalises or activates. */
function follower(layers: readonly tfl.layers.Layer[], { output }: tfl.layers.Layer) {
  const takers = layers.filter(
    ({ input }) => input === output || (Array.isArray(input) && input.includes(output as tfl.SymbolicTensor)),
  );
  return takers.length === 1 && afterConvolution.includes(takers[0].getClassName()) ? takers[0] : undefined;
}

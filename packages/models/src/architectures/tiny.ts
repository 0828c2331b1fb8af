import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';

/** A net for demos and tests, 43,239 parameters at 48x48x1 and 7 classes: it trains in a minute or two without a GPU. */
export const tiny: Architecture = {
  description: 'three small convolutions; for demos and tests',
  source: 'ours',
  choices: ["Keras' conventions, but batch normalisation of momentum 0.9, as it trains for few steps"],
  parameters: { total: 43_239, trainable: 43_127 },
  smallestImage: 8,
  build(options) {
    const stack = new Stack('tiny', options, { ...KERAS, batchNorm: { momentum: 0.9, epsilon: 1e-3 } });
    for (const [i, filters] of [8, 16, 32].entries()) {
      const n = i + 1;
      stack.conv(`conv${n}`, filters, 3).batchNorm(`bn${n}`).relu(`act${n}`).maxPool(`pool${n}`, 2, 2);
    }
    return stack.flatten().dropout('drop1', 0.3).dense('dense1', 32).relu('act4').classes();
  },
};

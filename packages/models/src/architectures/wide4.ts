import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';

const DROPOUT = 0.3;

/** Study 1's net, 4,272,107 parameters at 48x48x1 and 7 classes: four wide convolutions, dropout 0.3 everywhere. */
export const wide4: Architecture = {
  description: 'four wide 3x3 convolutions and three dense layers, dropout 0.3 everywhere',
  source: "study 1, Keras' conventions",
  study: 1,
  choices: [
    'the order of ReLU and batch normalisation is not stated: ours is ReLU first, as the list of layers reads',
  ],
  parameters: { total: 4_272_107, trainable: 4_268_007 },
  smallestImage: 16,
  build(options) {
    const stack = new Stack('wide4', options, KERAS);
    for (const [i, filters] of [50, 200, 400, 400].entries()) {
      const n = i + 1;
      stack
        .conv(`conv${n}`, filters, 3)
        .relu(`act${n}`)
        .batchNorm(`bn${n}`)
        .maxPool(`pool${n}`, 2, 2)
        .dropout(`drop${n}`, DROPOUT);
    }
    stack.flatten();
    for (const [i, units] of [500, 300, 200].entries()) {
      const n = i + 5;
      stack
        .dense(`dense${i + 1}`, units)
        .relu(`act${n}`)
        .batchNorm(`bn${n}`)
        .dropout(`drop${n}`, DROPOUT);
    }
    return stack.classes();
  },
};

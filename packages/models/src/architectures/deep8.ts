import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';

/** Study 2's net, 21,100,035 parameters at 48x48x1 and 7 classes: eight 5x5 convolutions without padding. */
export const deep8: Architecture = {
  description: 'eight 5x5 convolutions without padding and two dense layers of 1,024, normalised throughout',
  source: "study 2, Keras' conventions",
  study: 2,
  choices: ['without dropout; a rate asked for is applied after each hidden dense layer'],
  parameters: { total: 21_100_035, trainable: 21_094_005 },
  smallestImage: 41,
  build(options) {
    const stack = new Stack('deep8', options, KERAS);
    for (const [i, filters] of [32, 32, 64, 64, 128, 128, 256, 256].entries()) {
      const n = i + 1;
      stack.conv(`conv${n}`, filters, 5, { padding: 'valid' }).batchNorm(`bn${n}`).relu(`act${n}`);
      if (n % 2 === 0) stack.maxPool(`pool${n / 2}`, 3, 1);
    }
    stack.flatten();
    for (const n of [1, 2]) {
      const at = n + 8;
      stack.dense(`dense${n}`, 1024).batchNorm(`bn${at}`).relu(`act${at}`).dropout(`drop${n}`, 0);
    }
    return stack.normalizedClasses('dense3');
  },
};

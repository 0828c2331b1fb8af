import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';

/** Study 2's dense twin of `deep8`, 21,107,675 parameters at 48x48x1 and 7 classes: no layer sees neighbouring pixels as such. */
export const deep8Dense: Architecture = {
  description:
    "deep8's dense twin: 30 features of each pixel, then dense layers of 300, normalised throughout",
  source: "study 2, Keras' conventions",
  study: 2,
  choices: [
    "the study's printed log is garbled: the counts are recomputed from its layers",
    'without dropout; a rate asked for is applied after each hidden dense layer',
  ],
  parameters: { total: 21_107_675, trainable: 20_968_221 },
  smallestImage: 1,
  build(options) {
    const stack = new Stack('deep8-dense', options, KERAS);
    // On an image a dense layer works on the last axis: the same 30 features of every pixel.
    stack.dense('dense1', 30).flatten().batchNorm('bn1').relu('act1').dropout('drop1', 0);
    for (const n of [2, 3]) {
      stack.dense(`dense${n}`, 300).batchNorm(`bn${n}`).relu(`act${n}`).dropout(`drop${n}`, 0);
    }
    return stack.normalizedClasses('dense4');
  },
};

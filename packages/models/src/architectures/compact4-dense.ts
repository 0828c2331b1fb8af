import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';
import { COMPACT_DROPOUT } from './compact4';

/** Study 5's dense net, meant as `compact4`'s equal: 310,807 parameters at 48x48x1 and 7 classes, 310,208 without biases. */
export const compact4Dense: Architecture = {
  description: "compact4's dense twin as the study made it: 112, 112, 112, 128, 64, 64",
  source: "study 5, Keras' conventions",
  study: 5,
  choices: [
    `the dropout rate is not stated: ours is ${COMPACT_DROPOUT}, after each of the three layers of 112 that stand for the convolutions`,
    'ReLU after every hidden layer is not stated: ours',
    'it has 89,776 parameters fewer than compact4, whose kernels the study counted once: matchParameters finds a true twin',
    'without batch normalisation: that option changes nothing',
  ],
  parameters: { total: 310_807, trainable: 310_807 },
  smallestImage: 1,
  build(options) {
    const stack = new Stack('compact4-dense', options, KERAS).flatten();
    for (const [i, units] of [112, 112, 112, 128, 64, 64].entries()) {
      const n = i + 1;
      stack.dense(`dense${n}`, units).relu(`act${n}`);
      if (n <= 3) stack.dropout(`drop${n}`, COMPACT_DROPOUT);
    }
    return stack.classes();
  },
};

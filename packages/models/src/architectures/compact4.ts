import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';

/** The study's dropout rate is not stated: this one, for `compact4` and its dense twin alike. */
export const COMPACT_DROPOUT = 0.25;

/** Study 5's net, 400,583 parameters at 48x48x1 and 7 classes (309,664 as the study counts: each 3x3 kernel once, no bias). */
export const compact4: Architecture = {
  description: 'four small 3x3 convolutions and three dense layers of 128, 64 and 64',
  source: "study 5, Keras' conventions",
  study: 5,
  choices: [
    'where the first pair of pooling and dropout sits is not stated: ours is after the second convolution',
    `the dropout rate is not stated: ours is ${COMPACT_DROPOUT}, after each pooling`,
    'ReLU after every convolution and hidden dense layer is not stated: ours',
    'without batch normalisation: that option changes nothing',
  ],
  parameters: { total: 400_583, trainable: 400_583 },
  smallestImage: 8,
  build(options) {
    const stack = new Stack('compact4', options, KERAS).conv('conv1', 32, 3).relu('act1');
    for (const n of [2, 3, 4]) {
      stack
        .conv(`conv${n}`, 64, 3)
        .relu(`act${n}`)
        .maxPool(`pool${n - 1}`, 2, 2)
        .dropout(`drop${n - 1}`, COMPACT_DROPOUT);
    }
    stack.flatten();
    for (const [i, units] of [128, 64, 64].entries()) stack.dense(`dense${i + 1}`, units).relu(`act${i + 5}`);
    return stack.classes();
  },
};

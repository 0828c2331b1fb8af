import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';

const DROPOUT = 0.5;

/**
 * Study 4's net, 4,631,559 parameters at 48x48x1 and 7 classes: five convolutions between zero-padding layers,
 * so that padding can be looked at like any other layer. All convolutions and pools are valid and round down.
 */
export const zeropad5: Architecture = {
  description:
    'five convolutions with zero-padding as layers of its own, two dense layers of 1,024, dropout 0.5',
  source: "study 4, Keras' conventions",
  study: 4,
  choices: [
    'the study only shows five convolutions, zero-padding layers and an average-pool between the third and the fourth: the rest is reconstructed',
    'without batch normalisation: that option changes nothing',
  ],
  parameters: { total: 4_631_559, trainable: 4_631_559 },
  smallestImage: 9,
  build(options) {
    const valid = { padding: 'valid' } as const;
    const stack = new Stack('zeropad5', options, KERAS)
      .conv('conv1', 64, 5, valid)
      .relu('act1')
      .zeroPad('pad1', 2)
      .maxPool('pool1', 5, 2)
      .zeroPad('pad2', 1)
      .conv('conv2', 64, 3, valid)
      .relu('act2')
      .zeroPad('pad3', 1)
      .conv('conv3', 64, 3, valid)
      .relu('act3')
      .averagePool('pool2', 3, 2)
      .zeroPad('pad4', 1)
      .conv('conv4', 128, 3, valid)
      .relu('act4')
      .zeroPad('pad5', 1)
      .conv('conv5', 128, 3, valid)
      .relu('act5')
      .zeroPad('pad6', 1)
      .averagePool('pool3', 3, 2)
      .flatten();
    for (const n of [1, 2]) {
      stack
        .dense(`dense${n}`, 1024)
        .relu(`act${n + 5}`)
        .dropout(`drop${n}`, DROPOUT);
    }
    return stack.classes();
  },
};

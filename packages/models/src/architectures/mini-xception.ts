import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';

/**
 * Mini-Xception, 58,423 parameters at 48x48x1 and 7 classes: separable convolutions, four times beside a shortcut,
 * and a map a class whose mean is its logit.
 *
 * Arriaga, Valdenegro-Toro and Plöger 2017, "Real-time Convolutional Neural Networks for Emotion and Gender
 * Classification", arXiv:1710.07557.
 */
export const miniXception: Architecture = {
  description: 'two small convolutions and four residual blocks of separable convolutions',
  source:
    "Arriaga, Valdenegro-Toro and Plöger 2017, arXiv:1710.07557, and mini_XCEPTION of github.com/oarriaga/face_classification; Keras' conventions",
  choices: [
    'the source adds an L2 penalty of 0.01 on most kernels: the net has none, weight decay is a choice of training',
    'without dropout; a rate asked for is applied after the last block',
    'convolutions have no bias, as the source has it; with batchNorm false they get one',
  ],
  parameters: { total: 58_423, trainable: 56_951 },
  smallestImage: 5,
  build(options) {
    const useBias = !options.batchNorm;
    const stack = new Stack('mini-xception', options, KERAS);
    for (const n of [1, 2]) {
      stack.conv(`conv${n}`, 8, 3, { padding: 'valid', useBias }).batchNorm(`bn${n}`).relu(`act${n}`);
    }
    for (const [i, filters] of [16, 32, 64, 128].entries()) {
      const block = `block${i + 1}`;
      stack.residual(
        `${block}_add`,
        (main) =>
          main
            .separableConv(`${block}_sep1`, filters, 3, { useBias })
            .batchNorm(`${block}_bn1`)
            .relu(`${block}_act1`)
            .separableConv(`${block}_sep2`, filters, 3, { useBias })
            .batchNorm(`${block}_bn2`)
            .maxPool(`${block}_pool`, 3, 2, 'same'),
        (shortcut) =>
          shortcut
            .conv(`${block}_shortcut`, filters, 1, { stride: 2, useBias })
            .batchNorm(`${block}_shortcut_bn`),
      );
    }
    return stack
      .dropout('drop', 0)
      .conv('maps', options.classes, 3)
      .globalAveragePool('logits')
      .probabilities();
  },
};

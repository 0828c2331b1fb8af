import type { Architecture } from '../architecture';
import { PYTORCH, Stack } from '../stack';

const DROPOUT = 0.2;

/**
 * The VGG that holds the record of single networks on FER2013 without extra data (73.28 %): four stages of two 3x3
 * convolutions and a pooling, two dense layers of 4,096. 40,380,359 parameters at 48x48x1 and 7 classes.
 *
 * Khaireddin and Chen 2021, "Facial Emotion Recognition: State of the Art Performance on FER2013", arXiv:2105.03588.
 */
export const vggFer: Architecture = {
  description: 'a VGG of eight 3x3 convolutions and two dense layers of 4,096, dropout 0.2',
  source:
    "Khaireddin and Chen 2021, arXiv:2105.03588, and their code, github.com/usef-kh/fer; PyTorch's conventions",
  choices: [
    'widths (64, 128, 256, 512; 4,096), batch normalisation before ReLU and the dropout of 0.2 on the dense layers are those of the code',
    'the code feeds crops of 40x40 pixels (29,894,599 parameters); at 48x48 the first dense layer is larger',
  ],
  parameters: { total: 40_380_359, trainable: 40_376_519 },
  smallestImage: 16,
  build(options) {
    const stack = new Stack('vgg-fer', options, PYTORCH);
    for (const [i, filters] of [64, 64, 128, 128, 256, 256, 512, 512].entries()) {
      const n = i + 1;
      stack.conv(`conv${n}`, filters, 3).batchNorm(`bn${n}`).relu(`act${n}`);
      if (n % 2 === 0) stack.maxPool(`pool${n / 2}`, 2, 2);
    }
    stack.flatten();
    for (const n of [1, 2]) {
      stack
        .dense(`dense${n}`, 4096)
        .relu(`act${n + 8}`)
        .dropout(`drop${n}`, DROPOUT);
    }
    return stack.classes();
  },
};

import type { Architecture } from '../architecture';
import { PYTORCH, Stack } from '../stack';

/** The small net that study 3's brief offers for its visual questions, 796,679 parameters at 48x48x1 and 7 classes. */
export const simple3: Architecture = {
  description: 'three convolutions of 64, 128 and 512 filters, then the classes',
  source: "the brief of study 3, PyTorch's conventions",
  study: 3,
  choices: [
    'only the three numbers of filters are stated: ours are 3x3 convolutions, same padding, each with batch normalisation, ReLU and max-pool 2/2, and no hidden dense layer',
    'without dropout; a rate asked for is applied before the classes',
  ],
  parameters: { total: 796_679, trainable: 795_271 },
  smallestImage: 8,
  build(options) {
    const stack = new Stack('simple3', options, PYTORCH);
    for (const [i, filters] of [64, 128, 512].entries()) {
      const n = i + 1;
      stack.conv(`conv${n}`, filters, 3).batchNorm(`bn${n}`).relu(`act${n}`).maxPool(`pool${n}`, 2, 2);
    }
    return stack.flatten().dropout('drop', 0).classes();
  },
};

import type { Architecture } from '../architecture';
import { PYTORCH, Stack } from '../stack';

/**
 * A small residual net, 703,191 parameters at 48x48x1 and 7 classes: the 18 layers of ResNet-18 at a quarter of their widths.
 *
 * He, Zhang, Ren and Sun 2016, "Deep Residual Learning for Image Recognition", arXiv:1512.03385, table 1.
 */
export const resnetFer: Architecture = {
  description: 'eight residual blocks of two 3x3 convolutions, 16 to 128 filters: a narrow ResNet-18',
  source:
    "He et al. 2016, arXiv:1512.03385, table 1 (18 layers); PyTorch's conventions but He's initial weights",
  choices: [
    'widths are 16, 32, 64 and 128, a quarter of theirs',
    'for images of 48 pixels it begins, as their nets for CIFAR do, with one 3x3 convolution in place of a 7x7 one of stride 2 and a pooling',
    'shortcuts that change size are 1x1 convolutions of stride 2 with batch normalisation (their option B)',
    'without dropout; a rate asked for is applied before the classes',
    'convolutions have no bias; with batchNorm false they get one',
  ],
  parameters: { total: 703_191, trainable: 700_791 },
  smallestImage: 1,
  build(options) {
    const useBias = !options.batchNorm;
    const stack = new Stack('resnet-fer', options, { ...PYTORCH, initializer: 'heNormal' });
    stack.conv('conv1', 16, 3, { useBias }).batchNorm('bn1').relu('act1');
    for (const [i, filters] of [16, 16, 32, 32, 64, 64, 128, 128].entries()) {
      const block = `block${i + 1}`;
      const stride = i > 0 && i % 2 === 0 ? 2 : 1;
      stack
        .residual(
          `${block}_add`,
          (main) =>
            main
              .conv(`${block}_conv1`, filters, 3, { stride, useBias })
              .batchNorm(`${block}_bn1`)
              .relu(`${block}_act1`)
              .conv(`${block}_conv2`, filters, 3, { useBias })
              .batchNorm(`${block}_bn2`),
          (shortcut) => {
            if (stride === 1) return;
            shortcut
              .conv(`${block}_shortcut`, filters, 1, { stride, useBias })
              .batchNorm(`${block}_shortcut_bn`);
          },
        )
        .relu(`${block}_act2`);
    }
    return stack.globalAveragePool('pool').dropout('drop', 0).classes();
  },
};

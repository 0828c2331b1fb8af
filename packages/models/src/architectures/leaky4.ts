import type { Architecture } from '../architecture';
import { PYTORCH, Stack } from '../stack';

const SLOPE = 0.05;

/** Study 3's net, 539,783 parameters at 48x48x1 and 7 classes: four convolutions, LeakyReLU 0.05, one dense layer. */
export const leaky4: Architecture = {
  description: 'four convolutions with LeakyReLU 0.05 and one dense layer',
  source: "study 3, PyTorch's conventions",
  study: 3,
  choices: ['without dropout; a rate asked for is applied before the dense layer'],
  parameters: { total: 539_783, trainable: 538_759 },
  smallestImage: 16,
  build(options) {
    return new Stack('leaky4', options, PYTORCH)
      .conv('conv1', 32, 5)
      .leakyRelu('act1', SLOPE)
      .maxPool('pool1', 2, 2)
      .conv('conv2', 64, 3)
      .leakyRelu('act2', SLOPE)
      .maxPool('pool2', 2, 2)
      .conv('conv3', 128, 3)
      .leakyRelu('act3', SLOPE)
      .batchNorm('bn3')
      .maxPool('pool3', 2, 2)
      .conv('conv4', 128, 3)
      .leakyRelu('act4', SLOPE)
      .batchNorm('bn4')
      .maxPool('pool4', 2, 2)
      .flatten()
      .dropout('drop', 0)
      .dense('dense1', 256)
      .relu('act5')
      .batchNorm('bn5')
      .classes();
  },
};

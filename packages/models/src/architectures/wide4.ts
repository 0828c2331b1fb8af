import { KERAS, Stack, type ArchitectureOptions } from '../stack';

const DROPOUT = 0.3;

/**
 * Study 1's net, 4,272,107 parameters at 48x48x1 and 7 classes: four wide convolutions, dropout 0.3 everywhere.
 * The order of ReLU and batch normalisation is not stated there: ours is ReLU first, as its list of layers reads.
 */
export function wide4(options: ArchitectureOptions) {
  const stack = new Stack('wide4', options, KERAS);
  for (const [i, filters] of [50, 200, 400, 400].entries()) {
    const n = i + 1;
    stack
      .conv(`conv${n}`, filters, 3)
      .relu(`act${n}`)
      .batchNorm(`bn${n}`)
      .maxPool(`pool${n}`, 2, 2)
      .dropout(`drop${n}`, DROPOUT);
  }
  stack.flatten();
  for (const [i, units] of [500, 300, 200].entries()) {
    const n = i + 5;
    stack
      .dense(`dense${i + 1}`, units)
      .relu(`act${n}`)
      .batchNorm(`bn${n}`)
      .dropout(`drop${n}`, DROPOUT);
  }
  return stack.classes();
}

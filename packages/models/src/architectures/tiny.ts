import { KERAS, Stack, type ArchitectureOptions } from '../stack';

/** A net for demos and tests, 43,239 parameters at 48x48x1 and 7 classes: it trains in a minute or two without a GPU. */
export function tiny(options: ArchitectureOptions) {
  const stack = new Stack('tiny', options, { ...KERAS, batchNorm: { momentum: 0.9, epsilon: 1e-3 } });
  for (const [i, filters] of [8, 16, 32].entries()) {
    const n = i + 1;
    stack.conv(`conv${n}`, filters, 3).batchNorm(`bn${n}`).relu(`act${n}`).maxPool(`pool${n}`, 2, 2);
  }
  return stack.flatten().dropout('drop1', 0.3).dense('dense1', 32).relu('act4').classes();
}

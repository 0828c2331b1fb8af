import type { Architecture } from '../architecture';
import { KERAS, Stack } from '../stack';

/** Any dense net: the image as one row, hidden layers of the `widths` asked for (default one of 256), each with ReLU. */
export const dense: Architecture = {
  description: 'a dense net of any widths (default one hidden layer of 256)',
  source: "ours, Keras' conventions; what matchParameters builds its twins of",
  choices: [
    'without dropout; a rate asked for is applied after each hidden layer',
    'without batch normalisation: that option changes nothing',
  ],
  parameters: { total: 591_879, trainable: 591_879 },
  smallestImage: 1,
  build(options) {
    const stack = new Stack('dense', options, KERAS).flatten();
    for (const [i, units] of (options.widths ?? [256]).entries()) {
      const n = i + 1;
      stack.dense(`dense${n}`, units).relu(`act${n}`).dropout(`drop${n}`, 0);
    }
    return stack.classes();
  },
};

import type * as tfl from '@tensorflow/tfjs-layers';
import { formatGradientCheck, gradientCheck, softmaxCrossEntropyCheck, type GradientCheck } from '@fer/train';
import { formatTable } from '../terminal/format';
import { ProgressDisplay } from '../terminal/progress-display';

/** Layers that have no gradient of their own, or a random one. */
const PASSED_OVER = ['InputLayer', 'Dropout'];

/** Of each tensor; four passes each. */
const ENTRIES = 16;

/** Checks every layer of a network, at the size that it has there, and the loss; prints the table. Throws where one is wrong. */
export async function checkModelGradients(
  model: tfl.LayersModel,
  { json, signal }: { json?: boolean; signal: AbortSignal },
): Promise<void> {
  const progress = new ProgressDisplay({ stream: process.stderr, now: () => performance.now() });
  const layers = model.layers.filter((layer) => !PASSED_OVER.includes(layer.getClassName()));
  const checks: GradientCheck[] = [];
  try {
    for (const [i, layer] of layers.entries()) {
      progress.update('checking gradients', i, layers.length, () => layer.name);
      checks.push(await gradientCheck(layer, { entries: ENTRIES, signal }));
    }
  } finally {
    progress.stop();
  }
  const classes = (model.outputShape as number[]).at(-1)!;
  const { example, ...loss } = await softmaxCrossEntropyCheck({ classes });
  checks.push(loss);
  if (json) console.log(JSON.stringify({ checks, example }, null, 2));
  else {
    const numbers = example.map(({ logit, probability, label, formula, gradient, difference }) => [
      ...[logit, probability].map((value) => value.toFixed(4)),
      label,
      ...[formula, gradient, difference].map((value) => value.toFixed(4)),
    ]);
    const { backend, tolerance } = loss;
    console.log(
      [
        `Gradients beside finite differences, on ${backend}; differences relative to the largest, at most ${tolerance}.`,
        '',
        formatGradientCheck(checks),
        '',
        'Softmax and cross-entropy, one image: the gradient of the loss is p - y.',
        '',
        formatTable([['logit z', 'p', 'y', 'p - y', 'gradient', 'difference'], ...numbers]),
      ].join('\n'),
    );
  }
  const wrong = checks.filter(({ ok }) => !ok).map(({ of }) => of);
  if (wrong.length > 0) throw new Error(`gradients are wrong of: ${wrong.join(', ')}`);
}

import type { Evaluation } from '@fer/train';
import type { RunRecord } from '../run-record';
import { percent } from './words';

export function trainingSentence({ spec, epochsDone }: RunRecord): string {
  const { batchSize, optimizer, replicas } = spec.training;
  const rate = optimizer.learningRate === undefined ? '' : ` at a learning rate of ${optimizer.learningRate}`;
  return `${epochsDone} ${epochsDone === 1 ? 'epoch' : 'epochs'} of batches of ${batchSize}${replicas > 1 ? ` in ${replicas} replicas` : ''}, ${optimizer.name}${rate}.`;
}

export function confusionSentence({ confusion, perClass }: Evaluation): string {
  const best = perClass.reduce((a, b) => (b.f1 > a.f1 ? b : a));
  const { topConfusions } = confusion;
  if (topConfusions.length === 0) return 'Every image was classified correctly.';
  const named = topConfusions
    .slice(0, 3)
    .map(({ actual, predicted, share }) => `${actual} taken for ${predicted} (${percent(share)})`);
  return `Recognised best: ${best.name} (F1 ${best.f1.toFixed(2)}). The largest confusions: ${named.join(', ')}.`;
}

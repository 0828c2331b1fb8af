import type { Evaluation } from '@fer/train';
import type { RunRecord } from '../run-record';
import { percent } from './words';

/** How a run was trained: epochs, batches, optimiser, and what is not as it is by default. */
export function trainingSentence({ spec, epochsDone }: RunRecord): string {
  const { epochs, batchSize, optimizer, replicas, stepsPerEpoch, schedule, ...rest } = spec.training;
  const { labelSmoothing, classWeights, ema, earlyStopping } = rest;
  const { division } = spec.data;
  const parts = [
    `${epochsDone} ${epochsDone === 1 ? 'epoch' : 'epochs'}${stepsPerEpoch === undefined ? '' : ` of ${stepsPerEpoch} updates`} with batches of ${batchSize}${replicas > 1 ? ` in ${replicas} replicas` : ''}`,
    `${optimizer.name} at a learning rate of ${optimizer.learningRate}`,
    schedule.name !== 'constant' && `schedule ${schedule.name}`,
    'warmupEpochs' in schedule && schedule.warmupEpochs > 0 && `warm-up of ${schedule.warmupEpochs} epochs`,
    spec.augment && `images augmented by ${spec.augment.map(({ name }) => name).join(', ')}`,
    'folds' in division && `fold ${division.fold + 1} of ${division.folds} validates`,
    labelSmoothing > 0 && `labels smoothed by ${labelSmoothing}`,
    classWeights === 'balanced' && 'classes balanced',
    classWeights !== undefined && classWeights !== 'balanced' && `classes weighed ${classWeights.join(', ')}`,
    ema && `weights averaged (decay ${ema.decay})`,
    earlyStopping &&
      epochsDone < epochs &&
      `stopped as ${earlyStopping.monitor} had not improved for ${earlyStopping.patience} epochs`,
  ];
  return `${parts.filter((part) => typeof part === 'string').join('; ')}.`;
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

import type * as tfl from '@tensorflow/tfjs-layers';
import type { BatchSource, Pass } from './batch';
import { balancedAccuracy, confusionCounts, macroF1 } from './confusion';
import type { EpochRecord } from './epoch-record';
import { scorer } from './parallel/scorer';
import type { WorkerPool } from './parallel/worker-pool';
import { runPhase, type Phase } from './run-phase';

/** What an epoch's record says of the validation images. */
type ValidationScores = Required<
  Pick<EpochRecord, 'val_loss' | 'val_accuracy' | 'val_balanced_accuracy' | 'val_macro_f1'>
>;

interface Validation {
  scores: ValidationScores;
  /** `[actual][predicted]` */
  confusion: number[][];
}

/** Scores the model as it is, in a pool's threads or in this one. */
export async function validate(
  model: tfl.LayersModel,
  source: BatchSource,
  pass: Pass,
  { pool, ...phase }: Omit<Phase, 'phase' | 'lanes'> & { pool: WorkerPool | undefined },
): Promise<Validation> {
  const { lanes, score } = await scorer(model, pool);
  const classes = (model.outputs[0].shape as number[]).at(-1) ?? 0;
  const labels: number[] = [];
  const predicted: number[] = [];
  const { loss, accuracy } = await runPhase(
    source,
    pass,
    { ...phase, phase: 'validation', lanes },
    async (batch) => {
      const result = await score(batch);
      for (let i = 0; i < batch.labels.length; i++) {
        const logits = result.logits.subarray(i * classes, (i + 1) * classes);
        labels.push(batch.labels[i]);
        predicted.push(logits.indexOf(Math.max(...logits)));
      }
      return result;
    },
  );
  const confusion = confusionCounts(labels, predicted, classes);
  return {
    scores: {
      val_loss: loss,
      val_accuracy: accuracy,
      val_balanced_accuracy: balancedAccuracy(confusion),
      val_macro_f1: macroF1(confusion),
    },
    confusion,
  };
}

import type { Batch, BatchSource, Pass } from './batch';
import { eventLoopTurn, throwIfAborted } from './event-loop-turn';
import type { FitProgress } from './fit-progress';
import type { BatchScore } from './train-step';

export interface Phase {
  epoch: number;
  phase: FitProgress['phase'];
  signal?: AbortSignal;
  onProgress?: (progress: FitProgress) => void;
}

/** Runs every batch of a pass through `run` and gives the means over its images. */
export async function runPhase(
  source: BatchSource,
  pass: Pass,
  { epoch, phase, signal, onProgress }: Phase,
  run: (batch: Batch) => Promise<BatchScore>,
): Promise<{ loss: number; accuracy: number }> {
  const sum: BatchScore = { count: 0, lossSum: 0, correct: 0 };
  const mean = () => ({ loss: sum.lossSum / sum.count, accuracy: sum.correct / sum.count });
  for await (const batch of source.batches(pass)) {
    throwIfAborted(signal);
    const score = await run(batch);
    if (!Number.isFinite(score.lossSum)) {
      throw new Error(
        `the ${phase === 'train' ? 'loss' : 'validation loss'} is no longer a number at epoch ${epoch}, image ${sum.count} of ${source.size} (a smaller learning rate may help)`,
      );
    }
    sum.count += score.count;
    sum.lossSum += score.lossSum;
    sum.correct += score.correct;
    onProgress?.({ epoch, phase, done: sum.count, total: source.size, ...mean() });
    await eventLoopTurn(signal);
  }
  return mean();
}

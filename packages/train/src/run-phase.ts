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
  const batches = iteratorOf(source.batches(pass));
  try {
    for (let next = await batches.next(); next.done !== true;) {
      throwIfAborted(signal);
      const running = run(next.value);
      // While other threads compute, this one assembles the next batch.
      const following = batches.next();
      const [score, ready] = await Promise.all([running, following]);
      if (!Number.isFinite(score.lossSum)) {
        const what = phase === 'train' ? 'loss' : 'validation loss';
        throw new Error(
          `the ${what} is no longer a number at epoch ${epoch}, image ${sum.count} of ${source.size} (a smaller learning rate may help)`,
        );
      }
      sum.count += score.count;
      sum.lossSum += score.lossSum;
      sum.correct += score.correct;
      onProgress?.({ epoch, phase, done: sum.count, total: source.size, ...mean() });
      await eventLoopTurn(signal);
      next = ready;
    }
  } finally {
    await batches.return?.();
  }
  return mean();
}

function iteratorOf<T>(items: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> {
  return Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
}

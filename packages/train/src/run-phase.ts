import type { BatchSource, Pass } from './batch';
import type { Batch } from './batch';
import { eventLoopTurn, throwIfAborted } from './event-loop-turn';
import type { FitProgress } from './fit-progress';
import type { Holding } from './holding';
import { inOrder } from './in-order';
import type { BatchScore } from './train-step';

export interface Phase {
  epoch: number;
  phase: FitProgress['phase'];
  /** Batches under way at once. */
  lanes?: number;
  /** Asked before each batch. */
  holding?: Holding;
  signal?: AbortSignal;
  onProgress?: (progress: FitProgress) => void;
  now?: () => number;
}

/** What running a batch came to. */
export interface BatchResult extends BatchScore {
  /** Milliseconds that other threads computed it while this one was free; 0 in this thread and where unknown. */
  elsewhere?: number;
}

export interface PhaseResult {
  loss: number;
  accuracy: number;
  /** Seconds that the batches were waited for. */
  waited: number;
}

/** Runs every batch of a pass through `run` and gives the means over its images. */
export async function runPhase(
  source: BatchSource,
  pass: Pass,
  { epoch, phase, lanes, holding, signal, onProgress, now }: Phase,
  run: (batch: Batch) => Promise<BatchResult>,
): Promise<PhaseResult> {
  const sum: BatchScore = { count: 0, lossSum: 0, correct: 0 };
  let waited = 0;
  const mean = () => ({ loss: sum.lossSum / sum.count, accuracy: sum.correct / sum.count });
  const total = imagesIn(source.size, pass);
  const { stepsPerEpoch } = pass;
  let steps = 0;
  const working = () => now && now() - (holding?.milliseconds ?? 0);
  const started = working();
  const runUnlessHeld = async (batch: Batch) => {
    const held = holding?.wait();
    if (held) await held;
    return run(batch);
  };
  throwIfAborted(signal);
  for await (const step of inOrder(source.batches(pass), runUnlessHeld, { lanes, now })) {
    const { count, lossSum, correct, elsewhere = 0 } = step.result;
    if (!Number.isFinite(lossSum)) {
      const what = phase === 'train' ? 'loss' : 'validation loss';
      throw new Error(
        `the ${what} is no longer a number at epoch ${epoch}, image ${sum.count} of ${total} (a smaller learning rate may help)`,
      );
    }
    steps++;
    sum.count += count;
    sum.lossSum += lossSum;
    sum.correct += correct;
    waited += step.waited + Math.max(0, step.assembled - elsewhere);
    const time = started !== undefined && { seconds: (working()! - started) / 1000 };
    onProgress?.({ epoch, phase, done: sum.count, total, ...mean(), ...time });
    await eventLoopTurn(signal);
  }
  if (stepsPerEpoch !== undefined && steps !== stepsPerEpoch)
    throw new Error(
      `the ${phase === 'train' ? 'training' : 'validation'} source gave ${steps} batches (expected ${stepsPerEpoch}: stepsPerEpoch of the pass)`,
    );
  return { ...mean(), waited: waited / 1000 };
}

/** Images that a pass goes over, some of them more than once. */
function imagesIn(size: number, { batchSize, stepsPerEpoch }: Pass): number {
  const stepsAPass = Math.ceil(size / batchSize);
  const steps = stepsPerEpoch ?? stepsAPass;
  return Math.floor(steps / stepsAPass) * size + (steps % stepsAPass) * batchSize;
}

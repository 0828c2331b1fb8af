import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from '../batch';
import { logitsFunction } from '../logits';
import { scoreStep, type BatchScore } from '../train-step';
import { readFlat, sharedArray, sizeOf, variablesOf } from './flat-weights';
import { predictOutputs } from './replica-model';
import type { WorkerPool } from './worker-pool';

/** Runs a model forward, a whole batch at a time in one thread: the numbers are the same in all of them. */
export interface Scorer {
  /** Batches worth having under way: one in work and one in wait a thread. */
  lanes: number;
  score: (batch: Batch) => Promise<BatchScore & { logits: Float32Array }>;
  /** What the last layer gives, `[n, classes]`. */
  predict: (data: Float32Array, shape: Batch['shape']) => Promise<Float32Array>;
}

/** Runs the model as it is now, in a pool's threads (which have been built the model) or in this one. */
export async function scorer(model: tfl.LayersModel, pool: WorkerPool | undefined): Promise<Scorer> {
  if (pool) return inPool(model, pool);
  const logits = logitsFunction(model);
  return {
    lanes: 1,
    async score(batch) {
      // Lets the next batch be asked for before this thread is busy.
      await Promise.resolve();
      return scoreStep(logits, batch);
    },
    async predict(data, shape) {
      await Promise.resolve();
      return predictOutputs(model, data, shape);
    },
  };
}

async function inPool(model: tfl.LayersModel, pool: WorkerPool): Promise<Scorer> {
  const flatOf = (kind: Parameters<typeof variablesOf>[1]) => {
    const variables = variablesOf(model, kind);
    return readFlat(variables, sharedArray(sizeOf(variables)));
  };
  await pool.askAll({ type: 'weights', weights: await flatOf('trainable'), state: await flatOf('state') });
  let asked = 0;
  const ask = (question: Parameters<WorkerPool['ask']>[1]) => pool.ask(asked++ % pool.size, question);
  return {
    lanes: 2 * pool.size,
    async score(batch) {
      const answer = await ask({ type: 'score', batch });
      if (answer.type !== 'score') throw new Error(`unexpected answer: ${answer.type} (expected score)`);
      return answer.score;
    },
    async predict(data, shape) {
      const answer = await ask({ type: 'predict', data, shape });
      if (answer.type !== 'prediction')
        throw new Error(`unexpected answer: ${answer.type} (expected prediction)`);
      return answer.probabilities;
    },
  };
}

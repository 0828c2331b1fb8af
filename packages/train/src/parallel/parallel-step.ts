import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import type { Batch } from '../batch';
import type { BatchScore } from '../train-step';
import { readFlat, sharedArray, sizeOf, tensorsOf, variablesOf, writeFlat } from './flat-weights';
import type { ReplicaRunner } from './replica-runners';
import type { ReplicaResult } from './replica-step';
import { cutBatch } from './shards';

/** Makes updates of a model from the gradients of several replicas; `step(batch, i)` is update number i. */
export function parallelStep(
  model: tfl.LayersModel,
  optimizer: tf.Optimizer,
  runner: ReplicaRunner,
  replicas: number,
) {
  const variables = variablesOf(model, 'trainable');
  const stateVariables = variablesOf(model, 'state');
  const state = sharedArray(sizeOf(stateVariables));
  return async (batch: Batch, step: number): Promise<BatchScore> => {
    await readFlat(stateVariables, state);
    const tasks = cutBatch(batch, replicas).map((part, replica) => ({
      replica,
      randomStep: step * replicas + replica,
      batch: part,
    }));
    const results = await runner.run(state, tasks);
    tf.tidy(() => {
      const gradients = tensorsOf(meanGradients(results), variables);
      optimizer.applyGradients(gradients.map((tensor, i) => ({ name: variables[i].name, tensor })));
      // As in PyTorch's DDP, running statistics are those of replica 0.
      writeFlat(stateVariables, results[0].state);
    });
    return totalScore(results);
  };
}

/** The gradient of the mean loss over the whole batch: shares weighed by their images, summed in order of replica. */
function meanGradients(results: ReplicaResult[]): Float32Array {
  const images = results.reduce((sum, { score }) => sum + score.count, 0);
  const mean = new Float32Array(results[0].gradients.length);
  for (const { gradients, score } of results) {
    const weight = score.count / images;
    for (let i = 0; i < mean.length; i++) mean[i] += weight * gradients[i];
  }
  return mean;
}

function totalScore(results: ReplicaResult[]): BatchScore {
  return results.reduce<BatchScore>(
    (sum, { score }) => ({
      count: sum.count + score.count,
      lossSum: sum.lossSum + score.lossSum,
      correct: sum.correct + score.correct,
    }),
    { count: 0, lossSum: 0, correct: 0 },
  );
}

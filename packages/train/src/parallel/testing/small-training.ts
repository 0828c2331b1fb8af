import { MessageChannel } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledData } from '../../batch';
import { fit } from '../../fit';
import type { FitOptions } from '../../fit-options';
import { serveReplicas } from '../serve-replicas';

export const data: LabelledData = {
  images: Uint8Array.from({ length: 240 }, (_, k) => (k * 37 + Math.floor(k / 4) * 11) % 256),
  labels: Uint8Array.from({ length: 60 }, (_, i) => (i * i) % 3),
  shape: [60, 1, 4, 1],
};

/** Draws a mask of its own for each step, as seeded dropout does. */
class StepNoise extends tfl.layers.Layer {
  static readonly className = 'StepNoise';
  #step = 0;
  setRandomStep(step: number): void {
    this.#step = step;
  }
  override call(inputs: tf.Tensor | tf.Tensor[], { training = false }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => tf.mul(x, training ? 1 + (this.#step % 7) / 10 : 1));
  }
  override getClassName(): string {
    return StepNoise.className;
  }
}
tf.serialization.registerClass(StepNoise);

export function network({ batchNorm = false, noise = false, units = 5 } = {}): tfl.LayersModel {
  const model = tfl.sequential({
    layers: [
      tfl.layers.flatten({ inputShape: [1, 4, 1] }),
      ...(noise ? [new StepNoise({})] : []),
      tfl.layers.dense({
        units,
        activation: 'tanh',
        kernelInitializer: tfl.initializers.glorotUniform({ seed: 1 }),
      }),
      ...(batchNorm ? [tfl.layers.batchNormalization()] : []),
      tfl.layers.dense({ units: 3, kernelInitializer: tfl.initializers.glorotUniform({ seed: 2 }) }),
      tfl.layers.softmax(),
    ],
  });
  return model;
}

/** A worker of Node as the trainer sees it, its thread being this one: what is tested is the protocol. */
export function startWorker(serve: typeof serveReplicas = serveReplicas) {
  const { port1, port2 } = new MessageChannel();
  serve(port2);
  return Object.assign(port1, {
    terminate: () => {
      port1.close();
      port2.close();
    },
  });
}

/** The weights after two epochs. */
export async function train(
  options: Partial<FitOptions>,
  kind?: Parameters<typeof network>[0],
): Promise<number[]> {
  const model = network(kind);
  await fit(model, {
    train: data,
    validation: data,
    epochs: 2,
    batchSize: 16,
    seed: 3,
    optimizer: { name: 'adam', learningRate: 0.05 },
    ...options,
  });
  const weights = model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
  model.dispose();
  return weights;
}

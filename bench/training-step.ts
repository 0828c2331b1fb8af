/** One training step of a named net on the wasm backend: what both train-step and profile-step measure. */
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { benchModel } from './models';

export interface StepOptions {
  model: string;
  batch: number;
  seconds: number;
}

/** Reads `--model leaky4 --batch 64 --seconds 15`. */
export function readOptions(): StepOptions {
  const { values } = parseArgs({
    options: {
      model: { type: 'string', default: 'leaky4' },
      batch: { type: 'string', default: '64' },
      seconds: { type: 'string', default: '15' },
    },
  });
  const options = { model: values.model, batch: Number(values.batch), seconds: Number(values.seconds) };
  if (!Number.isInteger(options.batch) || options.batch < 1) {
    throw new Error(`invalid --batch: ${values.batch} (expected a positive whole number)`);
  }
  if (!(options.seconds > 0)) throw new Error(`invalid --seconds: ${values.seconds} (expected more than 0)`);
  return options;
}

/** Chooses the stock wasm backend; the kernels under test are registered by the caller. */
export async function useWasm(): Promise<void> {
  tf.env().set('PROD', true);
  if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend did not start');
  await tf.ready();
}

export interface Step {
  model: tfl.LayersModel;
  /** Forward, backward and Adam on the same batch; resolves to the loss. */
  train: () => Promise<number>;
  predict: () => void;
}

/** Builds the net with a fixed seed and one batch of noise images with labels 0..6 in turn (as the torch peer does). */
export function createStep({ model: name, batch }: StepOptions): Step {
  const model = benchModel(name);
  model.compile({ optimizer: tf.train.adam(1e-4), loss: 'categoricalCrossentropy' });
  const images = tf.randomUniform([batch, 48, 48, 1], 0, 1, 'float32', 0);
  const classes = tf.tensor1d(Int32Array.from({ length: batch }, (_, i) => i % 7));
  const labels = tf.oneHot(classes, 7);
  return {
    model,
    train: async () => (await model.trainOnBatch(images, labels)) as number,
    predict: () => {
      const output = model.predict(images, { batchSize: batch }) as tf.Tensor;
      output.dataSync();
      output.dispose();
    },
  };
}

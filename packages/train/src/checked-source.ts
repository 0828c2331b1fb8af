import type * as tfl from '@tensorflow/tfjs-layers';
import { toBatchSource, type Batch, type BatchSource, type LabelledData } from './batch';

/**
 * The batches of some data, each checked against the model: its images must fit the input, its labels be
 * among the outputs. A wrong label would not fail by itself: it has no logit, so it would train nothing.
 *
 * @param name what the data is for, in messages: 'training'.
 */
export function checkedSource(
  model: tfl.LayersModel,
  data: LabelledData | BatchSource,
  name: string,
): BatchSource {
  const outputs = (model.outputs[0].shape as number[]).at(-1) ?? 0;
  if ('images' in data) checkLabels(data.labels ?? [], outputs, (i) => `image ${i} of the ${name} set`);
  const source = toBatchSource(data);
  if (source.size === 0) throw new Error(`the ${name} set is empty (expected at least one image)`);
  const inputShape = model.inputs[0].shape.slice(1);
  return {
    ...source,
    async *batches(pass) {
      for await (const batch of source.batches(pass)) {
        checkImages(batch, inputShape, model.name);
        checkLabels(batch.labels, outputs, (i) => `image ${i} of a ${name} batch`);
        checkWeights(batch, outputs, name);
        yield batch;
      }
    },
  };
}

function checkImages(
  { shape: [n, ...image], data, labels }: Batch,
  expected: (number | null)[],
  modelName: string,
): void {
  if (image.length !== expected.length || expected.some((size, i) => size !== null && size !== image[i])) {
    throw new Error(
      `images of shape [${image.join(', ')}] do not fit ${modelName} (expected [${expected.join(', ')}])`,
    );
  }
  const size = image.reduce((product, length) => product * length, n);
  if (data.length !== size)
    throw new Error(`a batch has ${data.length} values (expected ${size} for ${n} images)`);
  if (labels.length !== n) throw new Error(`a batch has ${labels.length} labels (expected ${n})`);
}

function checkWeights(
  { labelWeights, sampleWeights, shape: [n] }: Batch,
  outputs: number,
  name: string,
): void {
  if (labelWeights && labelWeights.length !== n * outputs)
    throw new Error(
      `a ${name} batch has ${labelWeights.length} label weights (expected ${n * outputs}: ${outputs} for each of ${n} images)`,
    );
  if (sampleWeights && sampleWeights.length !== n)
    throw new Error(`a ${name} batch has ${sampleWeights.length} sample weights (expected ${n})`);
}

function checkLabels(labels: ArrayLike<number>, outputs: number, place: (i: number) => string): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!(Number.isInteger(label) && label >= 0 && label < outputs)) {
      throw new Error(`invalid label of ${place(i)}: ${label} (expected 0..${outputs - 1})`);
    }
  }
}

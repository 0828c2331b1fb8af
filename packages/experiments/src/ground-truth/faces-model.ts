import * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { fitPreprocessing, LeanBatchNorm, writeModelInfo } from '@fer/models';
import { fit } from '@fer/train';
import { batchSource } from '../batch-source';

interface FacesModelOptions {
  /** Decides the first weights and the order of the images. Default 0. */
  seed?: number;
  /** Default 14. */
  epochs?: number;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

const filters = [8, 16, 32, 32];

/**
 * A small convolutional net (15,719 parameters for seven classes) trained on labelled images: on the drawn faces about
 * a minute on one core, to the same weights from the same seed. Its end is a global average pooling, so that every
 * attribution method of the catalogue can explain it.
 */
export async function trainFacesModel(
  train: LabelledImages,
  { seed = 0, epochs = 14, signal, onProgress }: FacesModelOptions = {},
): Promise<tfl.LayersModel> {
  const model = facesModel(train, seed);
  const preprocessing = fitPreprocessing('standardize', train);
  writeModelInfo(model, { preprocessing, classes: train.classes });
  try {
    await fit(model, {
      train: batchSource(train, preprocessing),
      epochs,
      batchSize: 32,
      optimizer: { name: 'adam', learningRate: 0.006 },
      schedule: { name: 'cosine' },
      seed,
      signal,
      onProgress: ({ done, total }) => onProgress?.({ done, total }),
    });
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

/** Convolution, normalisation, relu and max pooling, of the last without pooling; then the mean of the maps, classes. */
function facesModel({ shape: [, ...size], classes }: LabelledImages, seed: number): tfl.LayersModel {
  const input = tfl.input({ shape: size });
  const { layers, initializers } = tfl;
  const blocks = filters.flatMap((count, i) => [
    layers.conv2d({
      name: `conv${i + 1}`,
      filters: count,
      kernelSize: 3,
      padding: 'same',
      kernelInitializer: initializers.heNormal({ seed: 10 * seed + i }),
    }),
    new LeanBatchNorm({ name: `norm${i + 1}`, momentum: 0.9 }),
    layers.reLU({ name: `relu${i + 1}` }),
    ...(i < 2 ? [layers.maxPooling2d({ name: `pool${i + 1}`, poolSize: 2 })] : []),
  ]);
  const end = [
    layers.globalAveragePooling2d({ name: 'mean' }),
    layers.dense({
      name: 'logits',
      units: classes.length,
      kernelInitializer: initializers.glorotUniform({ seed: 10 * seed + filters.length }),
    }),
    layers.softmax({ name: 'probabilities' }),
  ];
  const output = [...blocks, ...end].reduce<tfl.SymbolicTensor>(
    (x, layer) => layer.apply(x) as tfl.SymbolicTensor,
    input,
  );
  return tfl.model({ name: 'faces', inputs: input, outputs: output });
}

/** The nets that are measured: those of `@fer/models` and a depthwise one, each with a twin in torch_peer.py. */
import { LeanBatchNorm, createModel } from '@fer/models';
import * as tfl from '@tensorflow/tfjs-layers';

/** Height, width and channels of every net's input. */
export const INPUT: [number, number, number] = [48, 48, 1];
export const CLASSES = 7;
export const MODELS = ['leaky4', 'wide4', 'depthwise4'];

export function benchModel(name: string): tfl.LayersModel {
  return name === 'depthwise4'
    ? depthwise4()
    : createModel(name, { seed: 0, inputShape: INPUT, classes: CLASSES });
}

/** A 3x3 convolution, then three blocks of a 3x3 depthwise and a 1x1 convolution, as in MobileNet; 32,135 parameters with running statistics. */
function depthwise4(): tfl.LayersModel {
  let seed = 0;
  const initializer = () => tfl.initializers.glorotUniform({ seed: ++seed });
  const normalized = () => [new LeanBatchNorm({ momentum: 0.9, epsilon: 1e-5 }), tfl.layers.reLU()];
  const convolution = (filters: number, kernelSize: number) => [
    tfl.layers.conv2d({
      filters,
      kernelSize,
      padding: 'same',
      useBias: false,
      kernelInitializer: initializer(),
    }),
    ...normalized(),
  ];
  const depthwise = () => [
    tfl.layers.depthwiseConv2d({
      kernelSize: 3,
      padding: 'same',
      useBias: false,
      depthwiseInitializer: initializer(),
    }),
    ...normalized(),
  ];
  const pool = () => tfl.layers.maxPooling2d({ poolSize: 2 });
  return tfl.sequential({
    name: 'depthwise4',
    layers: [
      tfl.layers.inputLayer({ inputShape: INPUT }),
      ...convolution(32, 3),
      pool(),
      ...[64, 128, 128].flatMap((filters) => [...depthwise(), ...convolution(filters, 1), pool()]),
      tfl.layers.globalAveragePooling2d({}),
      tfl.layers.dense({ units: CLASSES, kernelInitializer: initializer() }),
      tfl.layers.softmax(),
    ],
  });
}

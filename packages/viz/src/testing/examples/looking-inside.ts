import * as viz from '../../index';
import type { Examples } from '../example';
import { ascents, gabors } from '../synthetic';

const layer = (name: string, type: string, outputShape: (number | null)[], params: number) => ({
  name,
  type,
  outputShape,
  params,
});

/** What is inside a model. */
export const lookingInside: Examples = {
  'filter-sheet': (options) => {
    const block = gabors(24, 10, 5, false);
    const values = Float32Array.from(block, (_, i) => block[(i % 576) * 10 + Math.floor(i / 576)]);
    return viz.filterSheet(
      { values, shape: [10, 24, 24, 1] },
      {
        ...options,
        captions: Array.from({ length: 10 }, (_, i) => `filter ${i * 7}\nmean ${(3.1 + i / 3).toFixed(1)}`),
      },
    );
  },
  'activation-sheet': (options) =>
    viz.activationSheet({ values: gabors(24, 64, 2), shape: [24, 24, 64] }, options),
  'activation-sheet-joint': (options) =>
    viz.activationSheet(
      { values: gabors(12, 40, 9, false), shape: [12, 12, 40] },
      { ...options, scaling: 'joint' },
    ),
  'activation-sheet-hundreds': (options) =>
    viz.activationSheet({ values: gabors(6, 400, 4), shape: [6, 6, 400] }, options),
  'model-diagram': (options) =>
    viz.modelDiagram(
      [
        layer('input', 'InputLayer', [null, 48, 48, 1], 0),
        layer('conv1', 'Conv2D', [null, 48, 48, 50], 500),
        layer('bn1', 'BatchNormalization', [null, 48, 48, 50], 200),
        layer('pool1', 'MaxPooling2D', [null, 24, 24, 50], 0),
        layer('drop1', 'Dropout', [null, 24, 24, 50], 0),
        layer('conv2', 'Conv2D', [null, 24, 24, 200], 90200),
        layer('pool2', 'MaxPooling2D', [null, 12, 12, 200], 0),
        layer('flatten', 'Flatten', [null, 28800], 0),
        layer('dense', 'Dense', [null, 7], 201607),
      ],
      { ...options, title: 'Two convolutions' },
    ),
  'model-diagram-branches': (options) =>
    viz.modelDiagram(
      [
        { ...layer('input', 'InputLayer', [null, 24, 24, 1], 0), inputs: [] },
        { ...layer('conv1', 'Conv2D', [null, 24, 24, 16], 160), inputs: ['input'] },
        { ...layer('block1_conv', 'Conv2D', [null, 24, 24, 16], 2320), inputs: ['conv1'] },
        { ...layer('block1_add', 'Add', [null, 24, 24, 16], 0), inputs: ['block1_conv', 'conv1'] },
        { ...layer('block2_conv1', 'Conv2D', [null, 12, 12, 32], 4640), inputs: ['block1_add'] },
        { ...layer('block2_conv2', 'Conv2D', [null, 12, 12, 32], 9248), inputs: ['block2_conv1'] },
        { ...layer('block2_shortcut', 'Conv2D', [null, 12, 12, 32], 544), inputs: ['block1_add'] },
        { ...layer('block2_bn', 'BatchNormalization', [null, 12, 12, 32], 128), inputs: ['block2_conv2'] },
        { ...layer('block2_add', 'Add', [null, 12, 12, 32], 0), inputs: ['block2_bn', 'block2_shortcut'] },
        { ...layer('pool', 'GlobalAveragePooling2D', [null, 32], 0), inputs: ['block2_add'] },
        { ...layer('logits', 'Dense', [null, 7], 231), inputs: ['pool'] },
      ],
      { ...options, title: 'Two convolutions in two residual blocks' },
    ),
  'trace-plot': (options) =>
    viz.tracePlot(ascents(64, 100, 3), {
      ...options,
      names: Array.from({ length: 64 }, (_, i) => `filter ${i}`),
      yLabel: 'mean output of the filter',
    }),
  'trace-plot-one': (options) => viz.tracePlot(ascents(1, 30, 9), options),
  'parameter-bar': (options) =>
    viz.parameterBar(
      [
        layer('conv1', 'Conv2D', [null, 48, 48, 32], 832),
        layer('conv2', 'Conv2D', [null, 24, 24, 64], 18496),
        layer('conv3', 'Conv2D', [null, 12, 12, 128], 73856),
        layer('bn3', 'BatchNormalization', [null, 12, 12, 128], 512),
        layer('conv4', 'Conv2D', [null, 6, 6, 128], 147584),
        layer('bn4', 'BatchNormalization', [null, 6, 6, 128], 512),
        layer('flatten', 'Flatten', [null, 1152], 0),
        layer('dense1', 'Dense', [null, 256], 295168),
        layer('bn5', 'BatchNormalization', [null, 256], 1024),
        layer('dense2', 'Dense', [null, 7], 1799),
      ],
      { ...options, listed: 6 },
    ),
};

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel } from './create-model';
import { summarize } from './summarize';

beforeAll(() => tf.setBackend('cpu'));

/** A row a layer: name, class, output shape, parameters. */
function table(name: string): string[] {
  const model = createModel(name);
  const rows = summarize(model).layers.map(
    (layer) => `${layer.name} ${layer.type} ${layer.outputShape.join('x')} ${layer.params}`,
  );
  model.dispose();
  return rows;
}

describe('the layers of', () => {
  it('deep8 are those of the study, row by row', () => {
    const convolutions: [size: number, filters: number, params: number][] = [
      [44, 32, 832],
      [40, 32, 25_632],
      [34, 64, 51_264],
      [30, 64, 102_464],
      [24, 128, 204_928],
      [20, 128, 409_728],
      [14, 256, 819_456],
      [10, 256, 1_638_656],
    ];
    const pooled = [38, 28, 18, 8];
    const expected = ['input InputLayer 48x48x1 0'];
    convolutions.forEach(([size, filters, params], i) => {
      const shape = `${size}x${size}x${filters}`;
      expected.push(
        `conv${i + 1} Conv2D ${shape} ${params}`,
        `bn${i + 1} BatchNormalization ${shape} ${4 * filters}`,
        `act${i + 1} ReLU ${shape} 0`,
      );
      if (i % 2 === 0) return;
      const side = pooled[(i - 1) / 2];
      expected.push(`pool${(i + 1) / 2} MaxPooling2D ${side}x${side}x${filters} 0`);
    });
    expected.push(
      'flatten Flatten 16384 0',
      'dense1 Dense 1024 16778240',
      'bn9 BatchNormalization 1024 4096',
      'act9 ReLU 1024 0',
      'dense2 Dense 1024 1049600',
      'bn10 BatchNormalization 1024 4096',
      'act10 ReLU 1024 0',
      'dense3 Dense 7 7175',
      'logits BatchNormalization 7 28',
      'probabilities Softmax 7 0',
    );
    expect(table('deep8')).toEqual(expected);
  });

  it('deep8-dense are those of the study', () => {
    expect(table('deep8-dense')).toEqual([
      'input InputLayer 48x48x1 0',
      'dense1 Dense 48x48x30 60',
      'flatten Flatten 69120 0',
      'bn1 BatchNormalization 69120 276480',
      'act1 ReLU 69120 0',
      'dense2 Dense 300 20736300',
      'bn2 BatchNormalization 300 1200',
      'act2 ReLU 300 0',
      'dense3 Dense 300 90300',
      'bn3 BatchNormalization 300 1200',
      'act3 ReLU 300 0',
      'dense4 Dense 7 2107',
      'logits BatchNormalization 7 28',
      'probabilities Softmax 7 0',
    ]);
  });

  it('zeropad5 are those of the study', () => {
    expect(table('zeropad5')).toEqual([
      'input InputLayer 48x48x1 0',
      'conv1 Conv2D 44x44x64 1664',
      'act1 ReLU 44x44x64 0',
      'pad1 ZeroPadding2D 48x48x64 0',
      'pool1 MaxPooling2D 22x22x64 0',
      'pad2 ZeroPadding2D 24x24x64 0',
      'conv2 Conv2D 22x22x64 36928',
      'act2 ReLU 22x22x64 0',
      'pad3 ZeroPadding2D 24x24x64 0',
      'conv3 Conv2D 22x22x64 36928',
      'act3 ReLU 22x22x64 0',
      'pool2 AveragePooling2D 10x10x64 0',
      'pad4 ZeroPadding2D 12x12x64 0',
      'conv4 Conv2D 10x10x128 73856',
      'act4 ReLU 10x10x128 0',
      'pad5 ZeroPadding2D 12x12x128 0',
      'conv5 Conv2D 10x10x128 147584',
      'act5 ReLU 10x10x128 0',
      'pad6 ZeroPadding2D 12x12x128 0',
      'pool3 AveragePooling2D 5x5x128 0',
      'flatten Flatten 3200 0',
      'dense1 Dense 1024 3277824',
      'act6 ReLU 1024 0',
      'drop1 Dropout 1024 0',
      'dense2 Dense 1024 1049600',
      'act7 ReLU 1024 0',
      'drop2 Dropout 1024 0',
      'logits Dense 7 7175',
      'probabilities Softmax 7 0',
    ]);
  });

  it('compact4 are those of the study', () => {
    expect(table('compact4').filter((row) => !/ReLU/.test(row))).toEqual([
      'input InputLayer 48x48x1 0',
      'conv1 Conv2D 48x48x32 320',
      'conv2 Conv2D 48x48x64 18496',
      'pool1 MaxPooling2D 24x24x64 0',
      'drop1 Dropout 24x24x64 0',
      'conv3 Conv2D 24x24x64 36928',
      'pool2 MaxPooling2D 12x12x64 0',
      'drop2 Dropout 12x12x64 0',
      'conv4 Conv2D 12x12x64 36928',
      'pool3 MaxPooling2D 6x6x64 0',
      'drop3 Dropout 6x6x64 0',
      'flatten Flatten 2304 0',
      'dense1 Dense 128 295040',
      'dense2 Dense 64 8256',
      'dense3 Dense 64 4160',
      'logits Dense 7 455',
      'probabilities Softmax 7 0',
    ]);
  });

  it('wide4 shrink as the study says: 48, 24, 12, 6, 3, flattened 3600', () => {
    const rows = table('wide4').filter((row) => /Conv2D|Flatten|Dense/.test(row));
    expect(rows).toEqual([
      'conv1 Conv2D 48x48x50 500',
      'conv2 Conv2D 24x24x200 90200',
      'conv3 Conv2D 12x12x400 720400',
      'conv4 Conv2D 6x6x400 1440400',
      'flatten Flatten 3600 0',
      'dense1 Dense 500 1800500',
      'dense2 Dense 300 150300',
      'dense3 Dense 200 60200',
      'logits Dense 7 1407',
    ]);
  });

  it('mini-xception are two branches a block, added up', () => {
    const model = createModel('mini-xception');
    const { layers } = summarize(model);
    const block = layers.filter(({ name }) => name.startsWith('block2'));
    expect(Object.fromEntries(block.map((layer) => [layer.name, [layer.params, layer.inputs]]))).toEqual({
      block2_sep1: [16 * 9 + 16 * 32, ['block1_add']],
      block2_bn1: [128, ['block2_sep1']],
      block2_act1: [0, ['block2_bn1']],
      block2_sep2: [32 * 9 + 32 * 32, ['block2_act1']],
      block2_bn2: [128, ['block2_sep2']],
      block2_pool: [0, ['block2_bn2']],
      block2_shortcut: [16 * 32, ['block1_add']],
      block2_shortcut_bn: [128, ['block2_shortcut']],
      block2_add: [0, ['block2_pool', 'block2_shortcut_bn']],
    });
    expect(layers.filter(({ type }) => type === 'Add').map(({ outputShape }) => outputShape)).toEqual([
      [22, 22, 16],
      [11, 11, 32],
      [6, 6, 64],
      [3, 3, 128],
    ]);
    model.dispose();
  });

  it('resnet-fer are eight blocks; a shortcut is a convolution where the size changes, else nothing', () => {
    const model = createModel('resnet-fer');
    const { layers } = summarize(model);
    const adds = layers.filter(({ type }) => type === 'Add');
    expect(adds.map(({ outputShape, inputs }) => [...outputShape, inputs[1]])).toEqual([
      [48, 48, 16, 'act1'],
      [48, 48, 16, 'block1_act2'],
      [24, 24, 32, 'block3_shortcut_bn'],
      [24, 24, 32, 'block3_act2'],
      [12, 12, 64, 'block5_shortcut_bn'],
      [12, 12, 64, 'block5_act2'],
      [6, 6, 128, 'block7_shortcut_bn'],
      [6, 6, 128, 'block7_act2'],
    ]);
    model.dispose();
  });
});

describe('the counts that study 5 gives', () => {
  it('are 309,664 for compact4 where each kernel counts once and no bias', () => {
    const { layers } = summarize(createModel('compact4'));
    const kernelsOnce = layers
      .filter(({ type }) => type === 'Conv2D')
      .reduce((sum, { outputShape }) => sum + 9 * (outputShape[2] ?? 0), 0);
    const dense = createModel('compact4')
      .layers.filter((layer) => layer.getClassName() === 'Dense')
      .reduce((sum, layer) => sum + layer.getWeights()[0].size, 0);
    expect(kernelsOnce + dense).toBe(309_664);
  });

  it('are 310,208 for compact4-dense without biases', () => {
    const kernels = createModel('compact4-dense')
      .getWeights()
      .filter((weight) => weight.rank === 2);
    expect(kernels.reduce((sum, kernel) => sum + kernel.size, 0)).toBe(310_208);
  });
});

it('vgg-fer has at 40x40 pixels the layers that its authors train', () => {
  const model = createModel('vgg-fer', { inputShape: [40, 40, 1] });
  expect(summarize(model).total).toBe(29_894_599);
  model.dispose();
});

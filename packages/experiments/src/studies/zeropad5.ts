import type { SpecInput } from '../spec';
import type { Study } from './study';

const main: SpecInput = {
  data: { seed: 0 },
  preprocessing: 'standardize',
  model: { name: 'zeropad5' },
  training: {
    epochs: 30,
    batchSize: 128,
    replicas: 2,
    optimizer: { name: 'adam', learningRate: 3e-4 },
  },
};

export const zeropad5: Study = {
  name: 'zeropad5',
  number: 4,
  title: 'Five convolutions, explained by superpixels and by every layer’s output',
  asked:
    'Why does a network of five convolutions recognise some expressions and miss others? Its decisions are explained by saliency and by LIME, one image a class, and the output of every filter of every layer is looked at.',
  gives: 'saliency; LIME; fifth-layer filters and their outputs; a sheet of every layer’s activations',
  runs: { main: { title: 'zeropad5', spec: main } },
  comparisons: [],
  reported: [
    {
      what: 'Parameters',
      value: 4_631_559,
      unit: 'count',
      measure: { run: 'main', of: 'parameters' },
      remark:
        'reconstructed: the study shows five convolutions, zero padding between them and an average pooling after the third',
    },
    {
      what: 'Accuracy, validation',
      unit: 'share',
      measure: { run: 'main', of: 'accuracy', on: 'validation' },
    },
    {
      what: 'Accuracy, private test',
      unit: 'share',
      measure: { run: 'main', of: 'accuracy', on: 'private' },
    },
  ],
  stated: [
    {
      what: 'Layers',
      is: 'five convolutions, zero-padding layers, an average pooling between the third and the fourth',
    },
  ],
  notStated: [
    {
      what: 'Sizes of the layers',
      is: '64, 64, 64, 128, 128 filters, dense layers of 1,024 with dropout 0.5',
    },
    {
      what: 'Optimiser',
      is: 'Adam, learning rate 0.0003 (at 0.001 on unnormalised pixels a scaled-down run never left the most frequent class)',
    },
    { what: 'Epochs', is: '30' },
    { what: 'Batch', is: '128 images' },
    { what: 'Validation', is: 'FER2013’s public test images' },
    { what: 'Normalisation of data', is: 'mean 0 and deviation 1 over the training images' },
    { what: 'Augmentation', is: 'none' },
    { what: 'Which epoch is kept', is: 'the best on the validation images' },
  ],
  confusion: {
    on: 'validation',
    top: 5,
    said: 'reads it beside the superpixels to say why some labels do well.',
  },
  figures: [
    {
      kind: 'saliency',
      title: 'Which pixels decide',
      said: 'Forehead and cheeks, sometimes eyes and nose.',
      run: 'main',
      faces: { perClass: 1 },
    },
    {
      kind: 'filters',
      title: 'What the filters of the fifth convolution respond to, and their output',
      said: 'Many filters are dead.',
      run: 'main',
      convolution: 5,
      choose: { first: 16 },
      outputs: true,
    },
    {
      kind: 'lime',
      title: 'LIME: the superpixels that decide, one image of each class',
      said: 'The image, the boundaries of the superpixels that are kept, the label and the prediction; the study’s were (label/prediction) 0/4, 1/0, 2/4, 3/6, 4/2, 5/5, 6/6. They are read beside the confusion matrix to say why some labels do well.',
      run: 'main',
      faces: { perClass: 1 },
      samples: 1000,
      kept: 8,
    },
    {
      kind: 'activations',
      title: 'The output of every filter of every layer',
      said: 'One sheet a layer, convolution, pooling and padding alike.',
      run: 'main',
      layers: 'all',
    },
  ],
};

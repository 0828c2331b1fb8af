import type { SpecInput } from '../spec';
import type { Study } from './study';

const main: SpecInput = {
  data: { division: { validation: 'afterFirst', count: 25_000 }, seed: 0 },
  preprocessing: 'none',
  model: { name: 'leaky4' },
  training: {
    epochs: 30,
    batchSize: 128,
    replicas: 2,
    optimizer: { name: 'adam', learningRate: 1e-4 },
  },
};

export const leaky4: Study = {
  name: 'leaky4',
  number: 3,
  title: 'A small network, layer by layer',
  asked:
    'How does a small network with every layer written down learn to read expressions, what does each class hang on, and what do the filters of its last convolution respond to? And the theory beneath: the output size of a convolution, the gradients of batch normalisation and of softmax with cross-entropy.',
  gives: 'saliency of each class; ten fourth-layer filters and their outputs; the sizes of layers by formula',
  runs: {
    main: { title: 'leaky4', spec: main },
    simple3: {
      title: 'simple3',
      spec: { ...main, model: { name: 'simple3' } },
    },
  },
  comparisons: [
    {
      title: 'The study’s network and the simple one',
      text: 'The task of the study offers a net of three convolutions (64, 128 and 512 filters) for the questions about what is seen. It reported no accuracy of it.',
      runs: ['simple3', 'main'],
    },
  ],
  reported: [
    { what: 'Parameters', value: 539_783, unit: 'count', measure: { run: 'main', of: 'parameters' } },
    {
      what: 'Parameters that are trained',
      value: 538_759,
      unit: 'count',
      measure: { run: 'main', of: 'trainable' },
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
    { what: 'Layers', is: 'all of them, with padding, LeakyReLU 0.05 and pooling 2/2' },
    { what: 'Optimiser', is: 'Adam, learning rate 0.0001' },
    { what: 'Epochs', is: '30' },
    { what: 'Validation', is: 'the first 25,000 rows train, the rest validates' },
  ],
  notStated: [
    { what: 'Batch', is: '128 images' },
    { what: 'Normalisation of data', is: 'none but 0..1' },
    { what: 'Augmentation', is: 'none' },
    { what: 'Which epoch is kept', is: 'the best on the validation rows' },
    {
      what: 'Batch normalisation',
      is: 'momentum 0.1 in PyTorch’s sense, epsilon 1e-5, Kaiming uniform weights (PyTorch’s defaults); statistics of half a batch (64 images), as batches are computed in two replicas',
    },
    { what: 'Rows of the confusion matrix', is: 'the validation rows' },
  ],
  confusion: {
    on: 'validation',
    top: 5,
    said: 'the negative expressions are taken for each other, and many are taken for neutral or sad.',
  },
  figures: [
    {
      kind: 'saliency',
      title: 'Which pixels decide: one image of each class',
      run: 'main',
      faces: { perClass: 1 },
    },
    {
      kind: 'filters',
      title: 'Ten filters of the fourth convolution: what activates them, and their output',
      run: 'main',
      convolution: 4,
      choose: { random: 10 },
      outputs: true,
    },
    { kind: 'outputSizes', title: 'Theory: the output size of a convolution', run: 'main' },
    {
      kind: 'gradients',
      title: 'Theory: checked gradients',
      said: 'The gradients of batch normalisation, and of softmax with cross-entropy: dL/dz = p − y.',
      run: 'main',
    },
  ],
};

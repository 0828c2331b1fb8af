import type { SpecInput } from '../spec';
import type { ReportedNumber, Study } from './study';

const main: SpecInput = {
  data: { division: { validation: 'share', share: 0.2 }, seed: 0 },
  preprocessing: 'none',
  model: { name: 'deep8' },
  training: {
    epochs: 100,
    batchSize: 128,
    replicas: 2,
    optimizer: { name: 'adam', learningRate: 1e-3 },
    stepsPerEpoch: 179,
  },
};

const DENSE_VALIDATION = [
  0.2631, 0.2863, 0.299, 0.3056, 0.3088, 0.3058, 0.309, 0.3088, 0.3016, 0.3128, 0.3204, 0.3168,
];

const denseEpochs: ReportedNumber[] = DENSE_VALIDATION.map((value, i) => ({
  what: `Dense network, validation accuracy after epoch ${i + 1}`,
  value,
  unit: 'share',
  measure: { run: 'dense', of: 'validationOfEpoch', epoch: i + 1 },
}));

export const deep8: Study = {
  name: 'deep8',
  number: 2,
  title: 'Eight convolutions against a dense network of the same size',
  asked:
    'Is it the convolutions or the number of parameters that reads expressions? A network of eight 5 × 5 convolutions and a dense one of as many parameters are trained alike. Which pixels does the convolutional one use, and what do its first filters respond to?',
  gives: 'convolutions against two dense twins; saliency of five rows of the file; first-layer filters',
  runs: {
    main: { title: 'eight convolutions', spec: main },
    dense: { title: 'dense twin', spec: { ...main, model: { name: 'deep8-dense' } } },
    matched: {
      title: 'matched dense twin',
      spec: { ...main, model: { name: 'dense', widths: [4188, 2728] } }, // matchWidths(21_100_035, { depth: 2 })
    },
  },
  comparisons: [
    {
      title: 'Convolutions against dense layers',
      text: 'The study’s dense network applies 30 units to every pixel first, so 139,454 of its parameters are running statistics of batch normalisation. The matched twin is a plain dense network whose number of parameters is nearest to that of the convolutional one.',
      runs: ['dense', 'matched', 'main'],
    },
  ],
  reported: [
    { what: 'Parameters', value: 21_100_035, unit: 'count', measure: { run: 'main', of: 'parameters' } },
    {
      what: 'Parameters that are trained',
      value: 21_094_005,
      unit: 'count',
      measure: { run: 'main', of: 'trainable' },
    },
    {
      what: 'Parameters that are not',
      value: 6_030,
      unit: 'count',
      measure: { run: 'main', of: 'nonTrainable' },
    },
    {
      what: 'Accuracy, public leaderboard',
      value: 0.601,
      unit: 'share',
      measure: { run: 'main', of: 'accuracy', on: 'public' },
    },
    {
      what: 'Accuracy, private leaderboard',
      value: 0.61604,
      unit: 'share',
      measure: { run: 'main', of: 'accuracy', on: 'private' },
    },
    {
      what: 'Dense network: parameters',
      value: 21_107_675,
      unit: 'count',
      measure: { run: 'dense', of: 'parameters' },
      remark: 'recomputed from its layers: the printed log is garbled',
    },
    {
      what: 'Dense network: parameters that are not trained',
      value: 139_454,
      unit: 'count',
      measure: { run: 'dense', of: 'nonTrainable' },
    },
    {
      what: 'Dense network: public leaderboard',
      value: 0.35107,
      unit: 'share',
      measure: { run: 'dense', of: 'accuracy', on: 'public' },
    },
    {
      what: 'Dense network: private leaderboard',
      value: 0.35692,
      unit: 'share',
      measure: { run: 'dense', of: 'accuracy', on: 'private' },
    },
    ...denseEpochs,
  ],
  stated: [
    {
      what: 'Layers',
      is: 'every convolution without padding, then batch normalisation and ReLU; pooling 3/1; batch normalisation also before the softmax',
    },
    { what: 'Validation', is: '20 % of the rows' },
    { what: 'Batch', is: '128 images, 179 updates an epoch' },
    { what: 'Epochs', is: '100' },
  ],
  notStated: [
    { what: 'Optimiser', is: 'Adam, learning rate 0.001' },
    { what: 'Which rows validate', is: 'drawn at random, each class in proportion' },
    { what: 'Normalisation of data', is: 'none but 0..1' },
    { what: 'Augmentation', is: 'none' },
    { what: 'Which epoch is kept', is: 'the best on the validation rows' },
    {
      what: 'Batch normalisation',
      is: 'momentum 0.99, epsilon 0.001, Glorot uniform weights (Keras); statistics of half a batch (64 images), as batches are computed in two replicas',
    },
    { what: 'Rows of the confusion matrix', is: 'the validation rows' },
  ],
  confusion: { on: 'validation', top: 5, said: 'angry and disgust are taken for each other.' },
  figures: [
    {
      kind: 'saliency',
      title: 'Which pixels decide: rows of the training file',
      run: 'main',
      faces: { rows: [1000, 12000, 19000, 24500, 27800] },
    },
    {
      kind: 'filters',
      title: 'What the filters of the first convolution respond to',
      run: 'main',
      convolution: 1,
      choose: { first: 32 },
    },
  ],
};

import type { SpecInput } from '../spec';
import type { Study } from './study';

const main: SpecInput = {
  data: { division: { validation: 'share', share: 0.1 }, seed: 0 },
  preprocessing: 'none',
  model: { name: 'compact4' },
  training: {
    epochs: 200,
    batchSize: 128,
    replicas: 2,
    optimizer: { name: 'adadelta', learningRate: 1, rho: 0.95, epsilon: 1e-7 },
  },
};

/** `matchWidths(400_583, { widths: [112, 112, 112, 128, 64, 64] })`: the study's own widths, scaled; 400,580 parameters. */
const TWIN = [137, 137, 137, 157, 78, 151];

export const compact4: Study = {
  name: 'compact4',
  number: 5,
  title: 'A compact network, and what its filters and classes look like',
  asked:
    'Does a small convolutional network beat a dense one of about its size? What inputs do its filters want, how many of these pictures are only noise, and what does it hold for a typical face of each class?',
  gives:
    'convolutions against two dense twins; filters of three layers; what raises each class, from noise and from a face',
  runs: {
    main: { title: 'compact convolutional network', spec: main },
    dense: { title: 'dense twin of the study', spec: { ...main, model: { name: 'compact4-dense' } } },
    matched: {
      title: 'truly matched dense twin',
      spec: { ...main, model: { name: 'dense', dropout: 0.25, widths: TWIN } },
    },
  },
  comparisons: [
    {
      title: 'Convolutions against dense layers',
      text: 'The study counted each 3 × 3 kernel once and no bias, and so took 309,664 for the parameters of its convolutional network, and 310,208 for those of the dense one. They have 400,583 and 310,807: its twins were less equal than it believed. The matched twin is a dense network whose number of parameters is nearest to that of the convolutional one. The study’s dense network needed more epochs, was noisier, trained faster and stayed near 0.37 from epoch 120.',
      runs: ['dense', 'matched', 'main'],
    },
  ],
  reported: [
    {
      what: 'Parameters',
      value: 309_664,
      unit: 'count',
      measure: { run: 'main', of: 'parameters' },
      remark: 'the study counts each 3 × 3 kernel once, and no bias',
    },
    {
      what: 'Dense network: parameters',
      value: 310_208,
      unit: 'count',
      measure: { run: 'dense', of: 'parameters' },
      remark: 'the study counts no bias',
    },
    {
      what: 'Validation accuracy',
      value: 0.62,
      unit: 'share',
      measure: { run: 'main', of: 'accuracy', on: 'validation' },
    },
    {
      what: 'Accuracy, leaderboard',
      value: 0.61,
      unit: 'share',
      measure: { run: 'main', of: 'accuracy', on: 'public' },
    },
    {
      what: 'Dense network: accuracy from epoch 120',
      value: 0.37,
      unit: 'share',
      measure: { run: 'dense', of: 'validationOfEpoch', epoch: 120 },
    },
    {
      what: 'happy recognised',
      value: 0.87,
      unit: 'share',
      measure: { run: 'main', of: 'recall', class: 'happy', on: 'validation' },
    },
    {
      what: 'fear recognised',
      value: 0.34,
      unit: 'share',
      measure: { run: 'main', of: 'recall', class: 'fear', on: 'validation' },
    },
    {
      what: 'Images answered with disgust',
      value: 0,
      unit: 'share',
      measure: { run: 'main', of: 'predicted', class: 'disgust', on: 'validation' },
    },
  ],
  stated: [
    { what: 'Optimiser', is: 'Adadelta with Keras’ old defaults: learning rate 1, rho 0.95, epsilon 1e-7' },
    { what: 'Epochs', is: '200' },
    { what: 'Batch', is: '128 images' },
    { what: 'Validation', is: '10 % of the training rows' },
  ],
  notStated: [
    { what: 'Which rows validate', is: 'drawn at random, each class in proportion' },
    { what: 'Normalisation of data', is: 'none but 0..1' },
    { what: 'Augmentation', is: 'none' },
    { what: 'Initial weights', is: 'Glorot uniform (Keras)' },
    { what: 'Which epoch is kept', is: 'the best on the validation rows' },
  ],
  confusion: {
    on: 'validation',
    top: 5,
    said: 'joy was recognised at 0.87, fear at 0.34, disgust was never answered, and angry and disgust were confused.',
  },
  figures: [
    {
      kind: 'saliency',
      title: 'Which pixels decide',
      said: 'Mouth, nose and brows.',
      run: 'main',
      faces: { perClass: 1 },
    },
    ...[2, 3, 4].map((convolution) => ({
      kind: 'filters' as const,
      title: `What the filters of convolution ${convolution} respond to`,
      said:
        convolution === 2
          ? 'Gradient ascent on the mean of a filter’s output, from random noise. A smaller step did not give fewer pictures that are only noise, and the mean reached is unrelated to it.'
          : undefined,
      run: 'main',
      convolution,
      choose: { first: 16 },
      ...(convolution === 2 && { stepSizes: [0.02, 0.005] }),
    })),
    {
      kind: 'patterns',
      title: 'How many of these pictures are only noise',
      said: 'Counted by eye. A smaller step did not help, and the mean that a picture reached is unrelated to whether it is noise.',
      run: 'main',
      noiseShares: [
        { convolution: 2, share: 0.375 },
        { convolution: 3, share: 0.75 },
        { convolution: 4, share: 0.3125 },
      ],
      stepSizes: [0.02, 0.005],
    },
    {
      kind: 'classes',
      title: 'What each class looks like: from noise',
      said: 'Only angry, surprise and neutral reached a score of 1.',
      run: 'main',
      from: 'noise',
    },
    { kind: 'classes', title: 'What each class looks like: from a face', run: 'main', from: 'face' },
    ...[2, 4].map((convolution) => ({
      kind: 'filters' as const,
      title: `Output of the filters of convolution ${convolution} on a face`,
      said:
        convolution === 2
          ? 'Brightened by 100 grey levels to be seen. Here each is stretched to its own range instead.'
          : undefined,
      run: 'main',
      convolution,
      choose: { first: 64 },
      outputsOnly: true,
    })),
  ],
};

import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { explainsScore } from '../catalogue/layer-obstacle';
import * as explain from '../index';
import type { ExplainableModel, Images } from '../index';
import { onEveryBackend } from '../testing/backends';

const { saliency, gradCam, layerActivations } = explain;
type Method = (
  model: ExplainableModel,
  images: Images,
  options?: explain.AttributionOptions,
) => Promise<explain.Attribution>;
// Few steps and samples where a method takes them: the contract does not depend on them.
const small: Record<string, unknown> = {
  steps: 3,
  samples: 3,
  layer: 'relu2',
  neuron: [1, 2, 3],
  baselines: { data: new Float32Array(288).fill(0.5), shape: [2, 12, 12, 1] },
  // Three stripes.
  segments: Int32Array.from({ length: 144 }, (_, i) => Math.floor(i / 48)),
  window: 6,
};
/** Where an option of the same name is another thing. */
const smallOf: Record<string, object> = { rise: { masks: 3 } };
const attributionMethods = explain.methods
  .filter(({ family }) => ['gradient', 'cam', 'layer', 'neuron', 'perturbation'].includes(family))
  .map((info) => {
    const { name, options: own } = info;
    const given = Object.fromEntries(Object.entries(small).filter(([option]) => own.includes(option)));
    const method: Method = (model, x, options) =>
      explain[name as 'saliency'](model, x, { ...given, ...smallOf[name], ...options });
    // One of them is only for models that end in global average pooling.
    const reference = name === 'classActivationMap' ? ('C' as const) : ('A' as const);
    return { name, method, reference, explainsScore: explainsScore(info) };
  });

onEveryBackend(() => {
  it.each(attributionMethods)(
    '$name leaves no tensor behind, whether it ends, fails or is aborted',
    async ({ method, reference, explainsScore }) => {
      const model = referenceModel(reference);
      const { images } = referenceInputs(reference);
      const x = tf.tensor(images.data, images.shape);
      const before = tf.memory().numTensors;
      await method(model, x, { batchSize: 1 });
      expect(tf.memory().numTensors).toBe(before);
      expect(x.isDisposed).toBe(false);

      const abort = new AbortController();
      const aborted = method(model, x, {
        batchSize: 1,
        signal: abort.signal,
        onProgress: () => abort.abort(),
      });
      await expect(aborted).rejects.toMatchObject({ name: 'AbortError', constructor: DOMException });
      const already = method(model, x, { signal: abort.signal });
      await expect(already).rejects.toMatchObject({ name: 'AbortError' });

      if (explainsScore) {
        const failing = method(model, x, { target: (scores) => tf.matMul(scores, scores) });
        await expect(failing).rejects.toThrow('matMul');
        await expect(method(model, x, { target: () => tf.zeros([7]) })).rejects.toThrow(
          'the target function returned [7]',
        );
      }
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('frees the tape of an op that has no gradient, and works after it', async () => {
    const noGradient = (x: tf.Tensor) => tf.reshape(tf.cumprod(tf.slice(tf.square(x), 0, [1]), 1), [1, -1]);
    const image = { data: new Float32Array(4).fill(0.5), shape: [1, 4] };
    const before = tf.memory().numTensors;
    await expect(saliency(noGradient, image, { outputs: 'logits' })).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(before);
    const { values } = await saliency((x) => tf.square(x), image, { outputs: 'logits', target: 2 });
    expect([...values]).toEqual([0, 0, 1, 0]);
  });

  it.each(attributionMethods)(
    '$name gives equal values for a tensor and for plain data, cut or not',
    async ({ method, reference }) => {
      const model = referenceModel(reference);
      const { images } = referenceInputs(reference);
      const plain = await method(model, images, { seed: 1 });
      const tensor = await method(model, tf.tensor(images.data, images.shape), { seed: 1 });
      expect(tensor.values).toEqual(plain.values);
      const cut = await method(model, images, { seed: 1, batchSize: 1 });
      plain.values.forEach((value, i) => expect(Math.abs(cut.values[i] - value)).toBeLessThan(1e-5));
      expect(() => structuredClone(plain)).not.toThrow();
      expect(() => JSON.stringify(plain.provenance)).not.toThrow();
      expect(plain.provenance.backend).toBe(tf.getBackend());
    },
  );

  it('takes a function of tensors', async () => {
    const weights = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const linear = (x: tf.Tensor) => tf.matMul(tf.reshape(x, [-1, 2]), weights);
    const image = { data: Float32Array.of(1, 1), shape: [1, 1, 2, 1] };
    const logit = await saliency(linear, image, { outputs: 'logits', absolute: false });
    expect([...logit.values]).toEqual([2, 4]);
    const p = 1 / (1 + Math.exp(-2));
    for (const [model, outputs] of [
      [linear, 'logits'],
      [(x: tf.Tensor) => tf.softmax(linear(x) as tf.Tensor2D), 'probabilities'],
    ] as const) {
      const { values, targetScores } = await saliency(model, image, {
        outputs,
        score: 'probability',
        absolute: false,
      });
      expect(targetScores[0]).toBeCloseTo(p, 5);
      // Both columns differ by 1 in each row, and d softmax_1 = p (1 - p) (dz_1 - dz_0).
      for (const value of values) expect(value).toBeCloseTo(p * (1 - p), 5);
      const log = await saliency(model, image, { outputs, score: 'logProbability', absolute: false });
      expect(log.targetScores[0]).toBeCloseTo(Math.log(p), 5);
      expect(log.values[0]).toBeCloseTo(1 - p, 5);
    }
  });
});

const model = () => referenceModel('A', { softmax: 'layer' });
const image = { data: new Float32Array(144), shape: [1, 12, 12, 1] };
const as = <T>(value: unknown) => value as T;

it.each<[string, () => Promise<unknown>, string]>([
  [
    'no model',
    () => saliency(as({}), image),
    'invalid model: Object (expected a LayersModel, a GraphModel or a function',
  ],
  [
    'no images',
    () => saliency(model(), as(null)),
    'invalid images: null (expected { data, shape } or a tensor)',
  ],
  [
    'another size',
    () => saliency(model(), { data: new Float32Array(4), shape: [1, 2, 2, 1] }),
    'invalid images: shape [1, 2, 2, 1] (expected [n, 12, 12, 1] for input',
  ],
  [
    'a value that is no number',
    () => saliency(model(), { data: new Float32Array(144).fill(NaN, 7), shape: [1, 12, 12, 1] }),
    'invalid images: NaN in image 0 (expected finite numbers)',
  ],
  [
    'an option that is not there',
    () => saliency(model(), image, as({ absolut: false })),
    "unknown option: 'absolut' (expected one of: absolute, target,",
  ],
  [
    'too little data',
    () => saliency(model(), { data: new Float32Array(7), shape: [1, 12, 12, 1] }),
    'invalid images: data is Float32Array of 7 (expected a Float32Array of 144 for shape [1, 12, 12, 1])',
  ],
  [
    'bytes',
    () => saliency(model(), { data: as<Float32Array>(new Uint8Array(144)), shape: [1, 12, 12, 1] }),
    'invalid images: data is Uint8Array of 144 (expected a Float32Array of 144',
  ],
  [
    'a class that is not there',
    () => saliency(model(), image, { target: 7 }),
    'invalid target: 7 (expected a class index below 7)',
  ],
  [
    'a negative class',
    () => saliency(model(), image, { target: -1 }),
    'invalid target: -1 (expected a class index from 0)',
  ],
  [
    'no target',
    () => saliency(model(), image, { target: as(null) }),
    "invalid target: null (expected a class index, one an image, 'predicted' or a function)",
  ],
  [
    'a target by its name',
    () => gradCam(model(), image, { target: as('happy') }),
    "invalid target: 'happy' (expected a class index, one an image, 'predicted' or a function)",
  ],
  [
    'too many targets',
    () => saliency(model(), image, { target: [1, 2] }),
    'invalid target: 2 indices (expected 1, one an image)',
  ],
  [
    'an unknown score',
    () => saliency(model(), image, { score: as('odds') }),
    "invalid score: odds (expected 'logit',",
  ],
  [
    'an unknown output',
    () => saliency(model(), image, { output: 'x' }),
    "unknown output: x (expected one of: 0 'softmax')",
  ],
  [
    'a bad batch size',
    () => saliency(model(), image, { batchSize: 0 }),
    'invalid batchSize: 0 (expected a whole number from 1)',
  ],
  [
    'an unknown layer',
    () => gradCam(model(), image, { layer: 'conv9' }),
    "unknown layer: 'conv9' (expected one of: conv1, relu1, pool1, conv2, relu2, flatten, fc1, relu3, fc2, softmax)",
  ],
  [
    'a layer that is no map',
    () => gradCam(model(), image, { layer: 'fc1' }),
    "layer 'fc1' puts out [n, 16] (expected a feature map [n, h, w, channels])",
  ],
  [
    'an unknown layer to look at',
    () => layerActivations(model(), image, { layers: ['nope'] }),
    "unknown layer: 'nope' (expected one of:",
  ],
  [
    'a function where layers are needed',
    () => gradCam((x) => x, image, { outputs: 'logits' }),
    "gradCam needs the model's layers (expected a LayersModel, not a function)",
  ],
  [
    'a function of unknown output',
    () => saliency((x) => x, image),
    "option outputs is missing (expected 'logits' or 'probabilities'",
  ],
  [
    'a function without a row for every image',
    () =>
      saliency(
        (x) => tf.reshape(tf.sum(x), [1, 1]),
        { data: new Float32Array(4), shape: [2, 2] },
        { outputs: 'logits' },
      ),
    'the function returned [1, 1] for 2 images (expected a tensor [2, classes])',
  ],
  [
    'a function that is no function of tensors',
    () =>
      saliency(
        as(async (x: tf.Tensor) => Promise.resolve(x)),
        image,
        { outputs: 'logits' },
      ),
    'saliency needs what the model computes (expected a LayersModel, a GraphModel or a function of tensors)',
  ],
  [
    'a function that turns out to return a promise',
    () =>
      saliency(
        as(() => Promise.reject(new Error('late'))),
        image,
        { outputs: 'logits' },
      ),
    'the function returned Promise for 1 images (expected a tensor [1, classes]; a function of plain data is marked by',
  ],
  [
    'a logit of probabilities',
    () => saliency((x) => x, image, { outputs: 'probabilities' }),
    "the score 'logit' can't be had: the model returns probabilities (use score 'probability' or 'logProbability'",
  ],
  [
    'a bad rule',
    () => explain.integratedGradients(model(), image, { rule: as('simpson') }),
    "invalid rule: 'simpson' (expected gaussLegendre,",
  ],
  [
    'a constant function',
    () => saliency((x: tf.Tensor) => tf.ones([x.shape[0], 2]), image, { outputs: 'logits' }),
    'what is explained does not depend on the input by operations of TF.js',
  ],
  ['no options', () => gradCam(model(), image, as(null)), 'invalid options: null (expected an object)'],
  [
    'a callback that is none',
    () => saliency(model(), image, { onProgress: as(true) }),
    'invalid onProgress: true (expected a function)',
  ],
  [
    'a signal that is none',
    () => saliency(model(), image, { signal: as(new AbortController()) }),
    'invalid signal: object (expected an AbortSignal)',
  ],
  [
    'a switch that is none',
    () => gradCam(model(), image, { relu: as('yes') }),
    'invalid relu: "yes" (expected true or false)',
  ],
  [
    'baselines that are not there',
    () => (explain.deepLiftShap as unknown as Method)(model(), image),
    'option baselines is missing (expected images to compare with)',
  ],
  [
    'a name for a list',
    () => layerActivations(model(), image, { layers: as('conv1') }),
    "invalid layers: 'conv1' (expected a list of names of layers)",
  ],
  [
    'a baseline of another shape',
    () =>
      explain.integratedGradients(model(), image, { baseline: { data: new Float32Array(4), shape: [1, 4] } }),
    'invalid baseline: shape [1, 4] (expected [n, 12, 12, 1]',
  ],
  [
    'baselines that are none',
    () => explain.gradientShap(model(), image, { baselines: as('zero') }),
    'invalid baselines: zero (expected { data, shape } or a tensor)',
  ],
  [
    'noise that is none',
    () => explain.smoothGrad(model(), image, { noise: as({ data: new Float32Array(144) }) }),
    'invalid noise: shape is missing (expected { data, shape } or a tensor)',
  ],
  [
    'a list of no images',
    () => saliency(model(), as([1])),
    'invalid images: 1 (expected { data, shape } or a tensor)',
  ],
  [
    'bytes for numbers',
    () => saliency(model(), as({ data: new Uint8Array(144), shape: [1, 12, 12, 1] })),
    'invalid images: data is Uint8Array of 144 (expected a Float32Array of 144 for shape [1, 12, 12, 1])',
  ],
  [
    'a size of one number',
    async () => explain.upsampleMap({ values: new Float32Array(4), shape: [1, 2, 2] }, as(48)),
    'invalid size: 48 (expected [height, width])',
  ],
  [
    'no steps',
    () => explain.integratedGradients(model(), image, { steps: 0 }),
    'invalid steps: 0 (expected a whole number from 1)',
  ],
  [
    'a baseline of another size',
    () =>
      explain.integratedGradients(model(), image, {
        baseline: { data: new Float32Array(288), shape: [2, 12, 12, 1] },
      }),
    'invalid baseline: 2 images (expected 1)',
  ],
])('says what is wrong and what was expected: %s', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});

it('names an input that is missing', async () => {
  const [a, b] = ['a', 'b'].map((name) => tfl.input({ shape: [2], name }));
  const joined = tfl.layers.concatenate().apply([a, b]) as tfl.SymbolicTensor;
  const two = tfl.model({
    inputs: [a, b],
    outputs: tfl.layers.dense({ units: 2 }).apply(joined) as tfl.SymbolicTensor,
  });
  const batch = { data: new Float32Array(2), shape: [1, 2] };
  await expect(saliency(two, { a: batch })).rejects.toThrow(
    "input 'b' is missing (expected images for: a, b)",
  );
  await expect(saliency(two, { a: batch, b: batch, c: batch })).rejects.toThrow(
    "unknown input: 'c' (expected images for: a, b)",
  );
  await expect(saliency(two, [batch])).rejects.toThrow('1 inputs given (expected 2: a, b)');
});

it('gives zeros for an input that a function leaves aside', async () => {
  const batch = (value: number) => ({ data: new Float32Array(2).fill(value), shape: [1, 2] });
  const first = (x: tf.Tensor) => tf.square(x);
  const { inputs } = await saliency(first, [batch(3), batch(4)], { outputs: 'logits', target: 1 });
  expect(inputs!.map(({ values }) => [...values])).toEqual([
    [0, 6],
    [0, 0],
  ]);
});

it('takes words by their indices', async () => {
  const words = tfl.sequential({
    layers: [
      tfl.layers.embedding({ inputDim: 5, outputDim: 3, inputLength: 4, name: 'words' }),
      tfl.layers.flatten(),
    ],
  });
  const numbers = [0, 4, 2, 1];
  const options = { layers: ['words'] };
  const whole = await layerActivations(words, { data: Int32Array.from(numbers), shape: [1, 4] }, options);
  expect(whole).toEqual(
    await layerActivations(words, { data: Float32Array.from(numbers), shape: [1, 4] }, options),
  );
});

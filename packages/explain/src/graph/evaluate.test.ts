import { decodeTensor, referenceInputs, referenceModel, relativeError } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { inputGradients } from '../gradient/input-gradients';
import { gradCam } from '../cam/grad-cam';
import { prepare } from '../common/prepare';
import { toSubject } from '../common/subject';
import { withGradient } from '../common/with-gradient';
import { saliency } from '../gradient/saliency';
import { onEveryBackend } from '../testing/backends';
import { expectAgreement, imageOf, recordsOf } from '../testing/references';
import { evaluate } from './evaluate';
import { buildGraph } from './graph';
import type { Rule } from './step';

const writings = (['sequential', 'functional', 'nested'] as const).flatMap((form) =>
  (['none', 'activation', 'layer'] as const).map((softmax) => ({ form, softmax })),
);

/** A net with everything at once: two inputs, a shared convolution, a skip connection, batch norm, two outputs. */
function branchedModel() {
  const left = tfl.input({ shape: [4, 4, 1], name: 'left' });
  const right = tfl.input({ shape: [4, 4, 1], name: 'right' });
  const shared = tfl.layers.conv2d({
    filters: 3,
    kernelSize: 3,
    padding: 'same',
    activation: 'tanh',
    name: 'shared',
  });
  const [a, b] = [shared.apply(left), shared.apply(right)] as tfl.SymbolicTensor[];
  const sum = tfl.layers.add({ name: 'sum' }).apply([a, b]) as tfl.SymbolicTensor;
  const norm = tfl.layers.batchNormalization({ name: 'norm' }).apply(sum) as tfl.SymbolicTensor;
  const deep = tfl.layers
    .conv2d({ filters: 3, kernelSize: 3, padding: 'same', activation: 'elu', name: 'deep' })
    .apply(norm) as tfl.SymbolicTensor;
  const joined = tfl.layers.concatenate({ name: 'join' }).apply([deep, a]) as tfl.SymbolicTensor;
  const flat = tfl.layers.flatten({ name: 'flat' }).apply(joined) as tfl.SymbolicTensor;
  const dropped = tfl.layers.dropout({ rate: 0.5, name: 'drop' }).apply(flat) as tfl.SymbolicTensor;
  const main = tfl.layers
    .dense({ units: 3, activation: 'softmax', name: 'main' })
    .apply(dropped) as tfl.SymbolicTensor;
  const side = tfl.layers
    .dense({ units: 1, activation: 'sigmoid', name: 'side' })
    .apply(flat) as tfl.SymbolicTensor;
  return tfl.model({ inputs: [left, right], outputs: [main, side] });
}

const waves = (size: number, phase: number) =>
  Float32Array.from({ length: size }, (_, i) => Math.sin(i * 0.7 + phase));

onEveryBackend(() => {
  it.each(['A', 'C'] as const)('computes the stored logits of model %s', (name) => {
    const { images, logits } = referenceInputs(name);
    const output = tf.tidy(() =>
      toSubject(referenceModel(name))
        .run([tf.tensor(images.data, images.shape)])
        .dataSync(),
    );
    output.forEach((value, i) => expect(Math.abs(value - logits.data[i])).toBeLessThan(1e-5));
  });

  it('explains a model equally however it is written down', async () => {
    const image = imageOf({ model: 'A', input: 0 });
    const [plain] = writings;
    const map = await saliency(referenceModel('A', plain), image);
    const cam = await gradCam(referenceModel('A', plain), image, { layer: 'conv2', score: 'probability' });
    for (const writing of writings.slice(1)) {
      const model = referenceModel('A', writing);
      expect((await saliency(model, image)).values, JSON.stringify(writing)).toEqual(map.values);
      const same = await gradCam(model, image, { layer: 'conv2', score: 'probability' });
      expect(same.values, JSON.stringify(writing)).toEqual(cam.values);
      expect(same.targetScores).toEqual(cam.targetScores);
    }
  });

  it('computes branches, shared layers and several outputs as the model itself does', async () => {
    const model = branchedModel();
    const images = { left: waves(32, 0), right: waves(32, 2) };
    const batch = (data: Float32Array) => ({ data, shape: [2, 4, 4, 1] });
    const inputs = { right: batch(images.right), left: batch(images.left) };
    const xs = [tf.tensor(images.left, [2, 4, 4, 1]), tf.tensor(images.right, [2, 4, 4, 1])];
    const [main, side] = model.predict(xs) as tf.Tensor[];
    const first = await saliency(model, inputs, { target: 1, score: 'probability', absolute: false });
    expect(first.warnings).toEqual(["the model has 2 outputs: 'main' was taken"]);
    [0, 1].forEach((i) => expect(first.targetScores[i]).toBeCloseTo(main.arraySync()[i as never][1], 5));
    const second = await saliency(model, inputs, { output: 'side', score: 'probability' });
    [0, 1].forEach((i) => expect(second.targetScores[i]).toBeCloseTo(side.dataSync()[i], 5));

    // Central differences of what the model predicts, at a few pixels of both inputs.
    expect(first.inputs!.map(({ name }) => name)).toEqual(['left', 'right']);
    expect(first.inputs![0].values).toBe(first.values);
    const probability = (which: number, pixel: number, by: number) =>
      tf.tidy(() => {
        const data = [images.left, images.right].map((values) => values.slice());
        data[which][pixel] += by;
        const moved = data.map((values) => tf.tensor(values, [2, 4, 4, 1]));
        const p = (model.predict(moved) as tf.Tensor[])[0].dataSync();
        return p[Math.floor(pixel / 16) * 3 + 1];
      });
    for (const [which, pixel] of [
      [0, 5],
      [0, 20],
      [1, 0],
      [1, 31],
    ]) {
      const slope = (probability(which, pixel, 0.01) - probability(which, pixel, -0.01)) / 0.02;
      expect(first.inputs![which].values[pixel]).toBeCloseTo(slope, 3);
    }
  });

  it('takes the gradient at a layer although the score also goes around it', async () => {
    const model = branchedModel();
    const batch = (phase: number) => ({ data: waves(16, phase), shape: [1, 4, 4, 1] });
    const cam = await gradCam(model, [batch(0), batch(2)], { layer: 'deep', target: 0 });
    expect(cam.shape).toEqual([1, 4, 4]);
    // The score is linear in 'deep': the weights of the dense layer that read it, averaged, are those of the map.
    const kernel = model.getLayer('main').getWeights()[0].dataSync();
    const weight = (k: number) => {
      let sum = 0;
      for (let position = 0; position < 16; position++) sum += kernel[(position * 6 + k) * 3];
      return sum / 16;
    };
    const activation = toSubject(model);
    expect(activation.graph!.calls.map(({ name }) => name)).toContain('shared@1');
    const { layerActivations } = await import('../layers/layer-activations');
    const [deep] = await layerActivations(model, [batch(0), batch(2)], { layers: ['deep'] });
    for (let position = 0; position < 16; position++) {
      const expected = [0, 1, 2].reduce((sum, k) => sum + weight(k) * deep.values[position * 3 + k], 0);
      expect(cam.values[position]).toBeCloseTo(expected, 5);
    }
  });

  // That a rule is enough for a method: the two classic changes of how gradients pass a relu.
  const passOnly =
    (open: (x: tf.Tensor, dy: tf.Tensor) => tf.Tensor): Rule =>
    (step, [x]) =>
      step.activation === 'relu'
        ? [
            withGradient(
              x,
              (input, save) => (save([input]), tf.relu(input)),
              (dy, [input]) => tf.mul(dy, tf.step(open(input, dy))),
            ),
          ]
        : undefined;
  const rules: Record<string, Rule> = {
    GuidedBackprop: passOnly((x, dy) => tf.minimum(x, dy)),
    Deconvolution: passOnly((_, dy) => dy),
  };
  it.each(recordsOf('captum', /^(GuidedBackprop|Deconvolution)$/))(
    'lets a rule change the gradients: $id',
    async (record) => {
      const prepared = await prepare('saliency', referenceModel(record.model), imageOf(record), {
        target: record.target,
      });
      const rule = rules[record.method];
      const { values } = await inputGradients(
        'saliency',
        prepared,
        {},
        {},
        (gradient) => gradient,
        () => ({ rule }),
      );
      expect(decodeTensor(record.out.attr).data.length).toBe(values.length);
      expectAgreement(values, record, 'attr');
    },
  );
});

describe('the graph', () => {
  it('computes a convolution or product, its bias and the activation that alone reads it by one kernel', async () => {
    await tf.setBackend('cpu');
    const conv = { kernelSize: 3, padding: 'same' } as const;
    const model = tfl.sequential({
      layers: [
        tfl.layers.conv2d({ ...conv, filters: 3, strides: 2, activation: 'relu6', inputShape: [5, 5, 2] }),
        tfl.layers.conv2d({ ...conv, filters: 2, useBias: false }),
        tfl.layers.leakyReLU({ alpha: 0.3 }),
        tfl.layers.flatten(),
        tfl.layers.dense({ units: 6, activation: 'relu' }),
      ],
    });
    model.setWeights(model.getWeights().map((weight, i) => tf.tensor(waves(weight.size, i), weight.shape)));
    const graph = buildGraph(model);
    const { inputs, outputs, steps } = graph;
    const x = tf.tensor(waves(100, 1), [2, 5, 5, 2]);
    const feeds = new Map([[inputs[0], x]]);
    const profile = async (run: () => tf.Tensor[]) => {
      const { kernelNames, result } = await tf.profile(() => tf.tidy(run));
      return { kernels: kernelNames, values: (result as unknown as tf.Tensor[]).map((y) => y.dataSync()) };
    };
    const all = await profile(() => evaluate(graph, feeds, outputs));
    const isKernel = (name: string) => !name.endsWith('__op') && name !== 'Reshape';
    expect(all.kernels.filter(isKernel).toSorted()).toEqual(['FusedConv2D', '_FusedMatMul']);
    expect(Math.max(...all.values[0])).toBeGreaterThan(0);
    expect(relativeError(all.values[0], (model.predict(x) as tf.Tensor).dataSync())).toBeLessThan(1e-6);

    // A value between the two that is asked for is still computed, and a gradient goes the plain way.
    const linear = steps[0].outputs[0];
    const [inner, y] = (await profile(() => evaluate(graph, feeds, [linear, ...outputs]))).values;
    expect(Math.min(...inner)).toBeLessThan(0);
    expect(relativeError(y, all.values[0])).toBeLessThan(1e-6);
    const gradient = await profile(() => [
      tf.grad((image) => tf.sum(evaluate(graph, new Map([[inputs[0], image]]), outputs)[0]))(x),
    ]);
    expect(gradient.kernels.filter((name) => /fused/i.test(name))).toEqual([]);
  });

  it('leaves the model as it was', async () => {
    const model = referenceModel('A', { softmax: 'activation' });
    const x = tf.tensor(imageOf({ model: 'A', input: 0 }).data, [1, 12, 12, 1]);
    const before = (model.predict(x) as tf.Tensor).dataSync();
    await saliency(model, imageOf({ model: 'A', input: 0 }));
    expect((model.predict(x) as tf.Tensor).dataSync()).toEqual(before);
    expect(model.layers.flatMap((layer) => layer.inboundNodes)).toHaveLength(model.layers.length);
  });
});

import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { noise, useBackend } from '../testing/backends';
import { expectAgreement, forAll } from '../testing/properties';
import { channels, outputSize, windowCases, type WindowCase } from '../testing/window-cases';

beforeAll(registerWasmTrainingKernels);

type Tensor4 = tf.Tensor4D;
const filterShape = ({ window, input, filters }: WindowCase) => [...window, input[3], filters];
const dyShape = (c: WindowCase) => [c.input[0], ...outputSize(c), c.filters];
const attrsOf = ({ strides, pad, dilations }: WindowCase) => ({
  strides,
  pad,
  dilations,
  dataFormat: 'NHWC',
});
const runKernel = (name: string, inputs: tf.NamedTensorMap, attrs: object) =>
  tf.engine().runKernel<tf.Tensor>(name, inputs, attrs as tf.NamedAttrMap);

describe('for any size, window, stride and padding, as on the cpu backend', () => {
  test('a convolution, dilated too', async () => {
    await forAll(windowCases({ work: 4e5, filters: channels, dilated: true }), 80, (c) =>
      expectAgreement(
        () => [noise(c.input, 1), noise(filterShape(c), 2)],
        (x, w) => [tf.conv2d(x as Tensor4, w as Tensor4, c.strides, c.pad, 'NHWC', c.dilations)],
        { typical: Math.sqrt(c.window[0] * c.window[1] * c.input[3]) },
      ),
    );
  });

  test('a convolution fused with a bias and an activation', async () => {
    const activations = ['linear', 'relu', 'relu6', 'leakyrelu', 'prelu', 'elu', 'sigmoid'] as const;
    const cases = fc.record({
      c: windowCases({ work: 2e5, filters: channels, dilated: true }),
      activation: fc.constantFrom(...activations),
      biased: fc.boolean(),
    });
    await forAll(cases, 70, ({ c, activation, biased }) =>
      expectAgreement(
        () => [noise(c.input, 1), noise(filterShape(c), 2), noise([c.filters], 3), noise([c.filters], 4)],
        (x, filter, bias, slopes) => [
          tf.fused.conv2d({
            x: x as Tensor4,
            filter: filter as Tensor4,
            strides: c.strides,
            pad: c.pad,
            dilations: c.dilations,
            bias: biased ? bias : undefined,
            activation,
            leakyreluAlpha: 0.05,
            preluActivationWeights: activation === 'prelu' ? slopes : undefined,
          }),
        ],
        { typical: activation === 'sigmoid' ? 1 : Math.sqrt(c.window[0] * c.window[1] * c.input[3]) },
      ),
    );
  });

  test('the gradient to the input', async () => {
    await forAll(windowCases({ work: 2e5, filters: channels }), 70, (c) =>
      expectAgreement(
        () => [noise(dyShape(c), 1), noise(filterShape(c), 2)],
        (dy, filter) => [
          runKernel(tf.Conv2DBackpropInput, { dy, filter }, { ...attrsOf(c), inputShape: c.input }),
        ],
        { typical: Math.sqrt(c.filters) },
      ),
    );
  });

  test('the gradient to the filter', async () => {
    await forAll(windowCases({ work: 2e5, filters: channels }), 70, (c) =>
      expectAgreement(
        () => [noise(c.input, 1), noise(dyShape(c), 2)],
        (x, dy) => [
          runKernel(tf.Conv2DBackpropFilter, { x, dy }, { ...attrsOf(c), filterShape: filterShape(c) }),
        ],
        { typical: Math.sqrt(c.input[0]) },
      ),
    );
  });

  test('the gradients to the input and the filter through a fused bias and activation', async () => {
    const cases = fc.record({
      c: windowCases({ work: 6e4, filters: channels }),
      activation: fc.constantFrom('linear' as const, 'relu' as const),
    });
    await forAll(cases, 30, ({ c, activation }) =>
      expectAgreement(
        () => [noise(c.input, 1), noise(filterShape(c), 2), noise([c.filters], 3), noise(dyShape(c), 4)],
        (x, w, b, dy) =>
          tf.grads((input: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
            tf.fused.conv2d({
              x: input as Tensor4,
              filter: filter as Tensor4,
              strides: c.strides,
              pad: c.pad,
              bias,
              activation,
            }),
          )([x, w, b], dy),
        { typical: 1 },
      ),
    );
  });

  const depthwise = { work: 5e4, filters: fc.integer({ min: 1, max: 3 }), mixing: false };

  test('a depthwise convolution, dilated too', async () => {
    await forAll(windowCases({ ...depthwise, dilated: true }), 40, (c) =>
      expectAgreement(
        () => [noise(c.input, 1), noise(filterShape(c), 2)],
        (x, w) => [tf.depthwiseConv2d(x as Tensor4, w as Tensor4, c.strides, c.pad, 'NHWC', c.dilations)],
        { typical: 1 },
      ),
    );
  });

  test('the gradients of a depthwise convolution', async () => {
    await forAll(windowCases(depthwise), 50, (c) =>
      expectAgreement(
        () => [
          noise(c.input, 1),
          noise(filterShape(c), 2),
          noise([c.input[0], ...outputSize(c), c.input[3] * c.filters], 3),
        ],
        (x, filter, dy) => [
          runKernel(
            tf.DepthwiseConv2dNativeBackpropInput,
            { dy, filter },
            { ...attrsOf(c), inputShape: c.input },
          ),
          runKernel(
            tf.DepthwiseConv2dNativeBackpropFilter,
            { x, dy },
            { ...attrsOf(c), filterShape: filterShape(c) },
          ),
        ],
        { typical: 1 },
      ),
    );
  });
});

describe('refused in words', () => {
  const x = [1, 5, 5, 2];
  const filter = [3, 3, 2, 2];
  const dy = [1, 3, 3, 2];
  const nchw = { strides: [1, 1], pad: 'valid', dilations: [1, 1], dataFormat: 'NCHW' };
  const inputShape = { inputShape: x };
  const wanted = { filterShape: filter };
  const cases: [string, Record<string, number[]>, object][] = [
    [tf.FusedConv2D, { x, filter }, { activation: 'linear' }],
    [tf.Conv2DBackpropInput, { dy, filter }, inputShape],
    [tf.Conv2DBackpropFilter, { x, dy }, wanted],
    [tf.DepthwiseConv2dNativeBackpropInput, { dy, filter: [3, 3, 2, 1] }, inputShape],
    [tf.DepthwiseConv2dNativeBackpropFilter, { x, dy }, { filterShape: [3, 3, 2, 1] }],
  ];
  test.each(cases)('%s with channels first', async (name, shapes, attrs) => {
    await useBackend('wasm');
    tf.tidy(() => {
      const inputs = Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key, noise(shape, 1)]));
      expect(() => runKernel(name, inputs, { ...nchw, ...attrs })).toThrow('NCHW');
    });
  });

  test('a fused activation that no backend knows, and a bias that does not fit', async () => {
    await useBackend('wasm');
    tf.tidy(() => {
      const inputs = { x: noise(x, 1), filter: noise(filter, 2) };
      const attrs = { ...nchw, dataFormat: 'NHWC' };
      expect(() => runKernel(tf.FusedConv2D, inputs, { ...attrs, activation: 'selu' })).toThrow('selu');
      const bias = noise([3], 3);
      expect(() =>
        runKernel(tf.FusedConv2D, { ...inputs, bias }, { ...attrs, activation: 'linear' }),
      ).toThrow(/bias.*3.*2/s);
    });
  });
});

import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import '../testing/backends';
import { findLayer } from './find-layer';
import { buildGraph } from './graph';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const conv = (name: string, first = false) =>
  tfl.layers.conv2d({ filters: 2, kernelSize: 3, name, ...(first && { inputShape: [8, 8, 2] }) });
const flatten = () => tfl.layers.flatten({ name: 'flatten' });
const dense = () => tfl.layers.dense({ units: 3, name: 'dense' });
const features = () => tfl.sequential({ name: 'features', layers: [conv('c1', true), conv('c2')] });

function functional(inner: tfl.LayersModel): tfl.LayersModel {
  const image = tfl.input({ shape: [8, 8, 2] });
  const maps = inner.apply(image) as tfl.SymbolicTensor;
  return tfl.model({ inputs: image, outputs: dense().apply(flatten().apply(maps)) as tfl.SymbolicTensor });
}

const wholeOf: Record<string, () => tfl.LayersModel> = {
  'first in a sequential model': () => tfl.sequential({ layers: [features(), flatten(), dense()] }),
  'in a functional model': () => functional(features()),
};

it.each(Object.keys(wholeOf))('names the layers of a nested model by their path: %s', (where) => {
  const graph = buildGraph(wholeOf[where]());
  const names = ['features/c1', 'features/c2', 'features', 'flatten', 'dense'];
  expect(graph.calls.map(({ name }) => name)).toEqual(names);
  for (const name of names) expect(findLayer(graph, name).name).toBe(name);
  expect(findLayer(graph, 'c1').name).toBe('features/c1');
  expect(findLayer(graph, 'features').outputs).toEqual(findLayer(graph, 'c2').outputs);
  expect(findLayer(graph, 'features')).toMatchObject({ isContainer: true, shape: [null, 4, 4, 2] });
  expect(() => findLayer(graph, 'features/c3')).toThrow(
    `unknown layer: 'features/c3' (expected one of: ${names.join(', ')})`,
  );
});

it('names the layers also where the first of a first model is a model', () => {
  const inner = tfl.sequential({ name: 'inner', layers: [conv('c1', true)] });
  const outer = tfl.sequential({ name: 'outer', layers: [inner, conv('c2')] });
  const graph = buildGraph(tfl.sequential({ layers: [outer, flatten(), dense()] }));
  const names = ['outer/inner/c1', 'outer/inner', 'outer/c2', 'outer', 'flatten', 'dense'];
  expect(graph.calls.map(({ name }) => name)).toEqual(names);
  expect(findLayer(graph, 'inner/c1').name).toBe('outer/inner/c1');
});

it('does not guess which of two nested layers of the same name is meant', () => {
  const a = tfl.sequential({ name: 'a', layers: [conv('conv1', true)] });
  const b = tfl.sequential({
    name: 'b',
    layers: [tfl.layers.conv2d({ inputShape: [6, 6, 2], filters: 2, kernelSize: 3, name: 'conv1' })],
  });
  const graph = buildGraph(tfl.sequential({ layers: [a, b, flatten(), dense()] }));
  expect(findLayer(graph, 'a/conv1').outputs).not.toEqual(findLayer(graph, 'b/conv1').outputs);
  expect(() => findLayer(graph, 'conv1')).toThrow(
    "layer 'conv1' is ambiguous (expected one of: a/conv1, b/conv1)",
  );
});

it('names the calls of a nested model that is first and called again', () => {
  const twice = tfl.sequential({
    name: 'twice',
    layers: [
      tfl.layers.conv2d({
        inputShape: [8, 8, 2],
        filters: 2,
        kernelSize: 3,
        padding: 'same',
        name: 'c1',
      }),
    ],
  });
  const image = tfl.input({ shape: [8, 8, 2] });
  const once = twice.apply(image) as tfl.SymbolicTensor;
  const outputs = twice.apply(once) as tfl.SymbolicTensor;
  const graph = buildGraph(tfl.model({ inputs: image, outputs }));
  expect(graph.calls.map(({ name }) => name)).toEqual(['twice/c1@0', 'twice@0', 'twice/c1@1', 'twice@1']);
  for (const name of ['c1', 'twice/c1', 'twice']) {
    expect(() => findLayer(graph, name)).toThrow(`layer '${name}' is ambiguous`);
  }
  expect(findLayer(graph, 'c1@1').name).toBe('twice/c1@1');
});

it('keeps the plain names of a model that is cut out of another', () => {
  const whole = features();
  const cut = tfl.model({
    inputs: whole.inputs,
    outputs: dense().apply(whole.outputs[0]) as tfl.SymbolicTensor,
  });
  expect(buildGraph(cut).calls.map(({ name }) => name)).toEqual(['c1', 'c2', 'dense']);
});

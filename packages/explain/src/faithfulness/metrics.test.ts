import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import * as explain from '../index';
import { imageMethods } from './attribution-method';

it('the catalogue names every metric that the package has, each under the name of its function', () => {
  for (const { name } of explain.metrics) expect(explain).toHaveProperty(name);
  expect(new Set(explain.metrics.map(({ name }) => name)).size).toBe(explain.metrics.length);
});

it('metrics that take a method know every one that explains an image as a whole', () => {
  const known = explain.methods
    .filter(({ family }) => ['gradient', 'cam', 'perturbation'].includes(family))
    .map(({ name }) => name);
  expect(Object.keys(imageMethods).toSorted()).toEqual(known.toSorted());
});

import { describe, expect, test } from 'vitest';
import { overlay } from './overlay';

const study = {
  model: { name: 'deep8' },
  training: { epochs: 30, optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9 } },
  augment: ['shift', 'flip'],
};

describe('changes over a spec', () => {
  test('take the place of single values, and leave the others', () => {
    expect(
      overlay(study, { training: { epochs: 2, optimizer: { name: 'adam', learningRate: 0.1 } } }),
    ).toEqual({
      ...study,
      training: { epochs: 2, optimizer: { name: 'adam', learningRate: 0.1, beta1: 0.9 } },
    });
  });

  test('take the place of a whole part of another kind: its settings would mean something else', () => {
    const { training } = overlay(study, { training: { optimizer: { name: 'sgd' } } });
    expect(training).toEqual({ epochs: 30, optimizer: { name: 'sgd' } });
    const division = { data: { division: { validation: 'last', count: 5 } } };
    expect(overlay(division, { data: { division: { folds: 5, fold: 0 } } })).toEqual({
      data: { division: { folds: 5, fold: 0 } },
    });
  });

  test('take the place of whole lists, and take away by null', () => {
    expect(overlay(study, { augment: ['zoom'], model: null })).toEqual({
      training: study.training,
      augment: ['zoom'],
    });
  });
});

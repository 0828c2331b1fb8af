import { describe, expect, test } from 'vitest';
import { saysNoMore, valueAt, withValueAt } from './json-paths';

describe('values of JSON by their paths', () => {
  test('are read, and undefined where the path ends early', () => {
    expect(valueAt({ training: { epochs: 3 } }, 'training.epochs')).toBe(3);
    expect(valueAt({ training: 3 }, 'training.epochs')).toBeUndefined();
    expect(valueAt(undefined, 'seed')).toBeUndefined();
  });

  test('are changed in a copy; what is taken away leaves nothing empty', () => {
    const before = { seed: 1, training: { ema: { decay: 0.9 } } };
    expect(withValueAt(before, 'training.epochs', 2)).toEqual({
      seed: 1,
      training: { ema: { decay: 0.9 }, epochs: 2 },
    });
    expect(withValueAt(before, 'training.ema.decay', undefined)).toEqual({ seed: 1 });
    expect(before).toEqual({ seed: 1, training: { ema: { decay: 0.9 } } });
  });

  test('say no more than the defaults where each of their keys is the same there', () => {
    expect(saysNoMore({ name: 'adam' }, { name: 'adam', learningRate: 0.001 })).toBe(true);
    expect(saysNoMore({ name: 'adam', learningRate: 0.01 }, { name: 'adam', learningRate: 0.001 })).toBe(
      false,
    );
    expect(saysNoMore(['shift'], undefined)).toBe(false);
  });
});

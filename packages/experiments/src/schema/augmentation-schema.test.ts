import { describe, expect, it } from 'vitest';
import { experimentSpec } from '../experiment-spec';

describe('the augmentation of a spec', () => {
  it('is spelled out with its defaults, and absent when none is asked for', () => {
    const { augment } = experimentSpec({ augment: ['flip', { name: 'shift', x: 0.2 }] });
    expect(augment).toEqual([
      { name: 'flip', direction: 'horizontal', probability: 0.5 },
      { name: 'shift', x: 0.2, y: 0.2, probability: 1 },
    ]);
    expect(experimentSpec({ augment })).toEqual(
      experimentSpec({ augment: ['flip', { name: 'shift', x: 0.2 }] }),
    );
    expect(experimentSpec()).not.toHaveProperty('augment');
  });

  it('is refused where training cannot use it', () => {
    expect(() => experimentSpec({ augment: [{ name: 'randomCrop', size: 40 }] })).toThrow(
      'invalid augmentation: randomCrop with size (expected none that changes the size of the images), at augment',
    );
    expect(() => experimentSpec({ augment: ['shfit' as never] })).toThrow(
      'invalid augment.0: shfit (expected one of shift, flip, ',
    );
  });
});

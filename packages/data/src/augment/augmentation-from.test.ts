import { describe, expect, it } from 'vitest';
import { batches } from '../batches';
import { smallSet } from '../testing/small-set';
import { augmentationFrom, augmentationNames, type AugmentationSpec } from './augmentation-from';
import { compose } from './compose';
import { flip } from './flip';
import { rotate } from './rotate';
import { shift } from './shift';

const withSize = (name: string) => (name === 'centerCrop' ? { name, size: 2 } : { name }) as AugmentationSpec;
const everything = (augment: ReturnType<typeof augmentationFrom>) =>
  [0, 1, 2].map((epoch) => [...batches(smallSet(9), { batchSize: 4, seed: 2, epoch, augment })]);

describe('augmentationFrom', () => {
  it('makes what the functions make', () => {
    const made = augmentationFrom([
      { name: 'shift', x: 0.2, border: 'zeros' },
      'flip',
      { name: 'rotate', degrees: 30 },
    ]);
    const composed = compose(shift({ x: 0.2, border: 'zeros' }), flip(), rotate({ degrees: 30 }));
    expect(made.spec).toEqual(composed.spec);
    expect(everything(made)).toEqual(everything(composed));
  });

  it.each(augmentationNames())('%s goes through JSON and back, all defaults spelled out', (name) => {
    const augment = augmentationFrom([withSize(name)]);
    const text = JSON.stringify(augment.spec);
    const again = augmentationFrom(JSON.parse(text) as AugmentationSpec[]);
    expect(JSON.stringify(again.spec)).toBe(text);
    expect(augment.spec[0].name).toBe(name);
    expect(Object.keys(augment.spec[0]).length).toBeGreaterThan(1);
    expect(everything(again)).toEqual(everything(augment));
  });

  it('gives a spec whose change changes nothing', () => {
    const augment = compose(shift());
    augment.spec[0].name = 'flip';
    expect(augment.spec[0].name).toBe('shift');
  });

  it('has none for a function of your own', () => {
    expect(() => compose(flip(), (image) => image).spec).toThrow('a function of your own has no spec');
  });

  it.each<[unknown, string]>([
    ['shift', 'invalid augmentation: shift (expected a list of { name, ... })'],
    [{ name: 'shift' }, 'invalid augmentation: {"name":"shift"} (expected a list of { name, ... })'],
    [['shfit'], /^unknown augmentation: shfit \(expected one of shift, flip, rotate, .*cutmix\)$/ as never],
    [['toString'], 'unknown augmentation: toString (expected one of'],
    [[null], 'unknown augmentation: null (expected one of'],
    [[3], 'unknown augmentation: 3 (expected one of'],
    [[{ x: 1 }], 'unknown augmentation: {"x":1} (expected one of'],
    [[{ name: 'shift', dx: 1 }], 'unknown option of shift: dx (expected one of x, y, probability, border)'],
    [[{ name: 'shift', x: -1 }], 'invalid x of shift: -1 (expected 0 or more)'],
    [[{ name: 'shift', x: '0.1' }], 'invalid x of shift: 0.1 (expected 0 or more)'],
    [[{ name: 'shift', x: NaN }], 'invalid x of shift: NaN (expected 0 or more)'],
    [
      [{ name: 'shift', border: 'nearest' }],
      'invalid border of shift: nearest (expected zeros, edge, reflect, mirror or a number 0..1)',
    ],
    [[{ name: 'flip', probability: 1.4 }], 'invalid probability of flip: 1.4 (expected 0..1)'],
    [[{ name: 'flip', direction: 'up' }], 'invalid direction of flip: up (expected horizontal or vertical)'],
    [[{ name: 'rotate', degrees: 181 }], 'invalid degrees of rotate: 181 (expected 0..180)'],
    [[{ name: 'zoom', by: 1 }], 'invalid by of zoom: 1 (expected 0 or more, less than 1)'],
    [[{ name: 'zoom', keepAspect: 'no' }], 'invalid keepAspect of zoom: no (expected true or false)'],
    [[{ name: 'shear', y: -0.1 }], 'invalid y of shear: -0.1 (expected 0 or more)'],
    [
      [{ name: 'randomCrop', padding: 1.5 }],
      'invalid padding of randomCrop: 1.5 (expected a whole number of pixels)',
    ],
    [[{ name: 'randomCrop', size: 0 }], 'invalid size of randomCrop: 0 (expected 1 or more)'],
    [
      [{ name: 'randomCrop', size: 4, probability: 0.5 }],
      'invalid probability of randomCrop: 0.5 (expected 1 with size: every image must get it)',
    ],
    [['centerCrop'], 'invalid size of centerCrop: undefined (expected 1 or more)'],
    [[{ name: 'brightness', by: 2 }], 'invalid by of brightness: 2 (expected 0..1)'],
    [[{ name: 'contrast', by: -1 }], 'invalid by of contrast: -1 (expected 0..1)'],
    [[{ name: 'randomErasing', area: 0.2 }], 'invalid area of randomErasing: 0.2 (expected [least, most])'],
    [[{ name: 'randomErasing', area: [0.4, 0.2] }], 'invalid area of randomErasing: 0.2 (expected 0.4..1)'],
    [
      [{ name: 'randomErasing', aspect: [0, 2] }],
      'invalid aspect of randomErasing: 0 (expected more than 0)',
    ],
    [[{ name: 'randomErasing', fill: 'white' }], 'invalid fill of randomErasing: white (expected 0..1)'],
    [[{ name: 'mixup', alpha: 0 }], 'invalid alpha of mixup: 0 (expected more than 0)'],
    [[{ name: 'cutmix', probability: 2 }], 'invalid probability of cutmix: 2 (expected 0..1)'],
  ])('refuses %j', (spec, message) => {
    expect(() => augmentationFrom(spec as never)).toThrow(message);
  });
});

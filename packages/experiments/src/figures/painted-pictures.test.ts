import { expect, it } from 'vitest';
import { paintedPictures, stretch } from './painted-pictures';

const painted = (values: number[]) => {
  const { pictures, note } = paintedPictures(
    { values: Float32Array.from(values), shape: [values.length / 2, 1, 2, 1] },
    [-1, 3],
  );
  return { shares: Array.from(pictures.values, (value) => Number(value.toFixed(3))), note };
};

it('stretches pictures with contrast, and leaves one of a single tone in its tone', () => {
  const { shares, note } = painted([0, 1, 3, 3, -1, -1, 2.9, 3.0001]);
  expect(shares).toEqual([0, 1, 1, 1, 0, 0, 0.975, 1]);
  expect(note).toBe(
    'Each picture from its darkest value (black) to its lightest (white); 3 of a single tone in that tone.',
  );
});

it('says nothing of tones where there is none, and nothing of stretching where all are tones', () => {
  expect(painted([0, 1]).note).toBe('Each picture from its darkest value (black) to its lightest (white).');
  expect(painted([3, 3]).note).toBe('Tones as the model sees them.');
});

it('stretches what a filter puts out, and leaves a silent one black', () => {
  const after = (values: number[]) => {
    const picture = Float32Array.from(values);
    stretch(picture);
    return [...picture];
  };
  expect(after([-2, 0, 2])).toEqual([0, 0.5, 1]);
  expect(after([0, 0])).toEqual([0, 0]);
  expect(after([7, 7])).toEqual([0.5, 0.5]);
});

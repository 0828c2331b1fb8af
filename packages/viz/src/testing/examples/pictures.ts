import * as viz from '../../index';
import type { Examples } from '../example';
import { classes, faces } from '../synthetic';

/** Pictures of a data set. */
export const pictures: Examples = {
  'image-grid': (options) =>
    viz.imageGrid(faces(12), {
      ...options,
      captions: Array.from(
        { length: 12 },
        (_, i) => `${classes[i % 7]}\n${(0.95 - i * 0.04).toFixed(2)} ${classes[(i * 3) % 7]}`,
      ),
    }),
  'image-grid-groups': (options) =>
    viz.imageGrid(faces(9), {
      ...options,
      groups: Array.from({ length: 9 }, (_, i) => classes[i % 3]),
      columns: 6,
      scale: 1.5,
    }),
  'image-grid-one': (options) =>
    viz.imageGrid(faces(1), { ...options, title: 'One <face> & "quotes"', captions: ['row 1 < 2'] }),
};

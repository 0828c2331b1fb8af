/** Mean red, green and blue of the pictures that the network was trained on, 0..255. */
export const MEAN_RGB = [117.001, 114.697, 97.404];

/** Width and height, in cells of the output, of the five boxes that each cell of it starts from. */
export const ANCHORS = [
  [1.603231, 2.094468],
  [6.041143, 7.080126],
  [2.882459, 3.518061],
  [4.266906, 5.178857],
  [9.041765, 10.66308],
];

/** Numbers that each cell gives for each anchor: x, y, width, height and score, all before their activation. */
export const VALUES_PER_ANCHOR = 5;

/** Input pixels to a cell of the output, horizontally and vertically. */
export const STRIDE = 32;

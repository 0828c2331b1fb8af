/** Pixels along a side of the square tiles that an image is cut into; at the border they may be smaller. */
export const tile = 8;

/** `[tiles, 6]`, row by row: the least and the largest value of each of three colours `[h, w, 3]` in a tile. */
export function colourBoxes(colours: Float64Array, h: number, w: number): Float64Array {
  const across = Math.ceil(w / tile);
  const boxes = new Float64Array(Math.ceil(h / tile) * across * 6);
  for (let at = 0; at < boxes.length; at += 6)
    boxes.fill(Infinity, at, at + 3).fill(-Infinity, at + 3, at + 6);
  for (let i = 0, y = 0; y < h; y++) {
    const row = Math.floor(y / tile) * across;
    for (let x = 0; x < w; x++) {
      const at = (row + Math.floor(x / tile)) * 6;
      for (let c = 0; c < 3; c++, i++) {
        if (colours[i] < boxes[at + c]) boxes[at + c] = colours[i];
        if (colours[i] > boxes[at + 3 + c]) boxes[at + 3 + c] = colours[i];
      }
    }
  }
  return boxes;
}

/**
 * The squared distance of a colour to the nearest one in a tile's box: no more than that to any colour in the tile, also
 * after rounding, which keeps the order.
 */
export function squareToBox(boxes: Float64Array, index: number, c0: number, c1: number, c2: number): number {
  const at = index * 6;
  const d0 = outside(c0, boxes[at], boxes[at + 3]);
  const d1 = outside(c1, boxes[at + 1], boxes[at + 4]);
  const d2 = outside(c2, boxes[at + 2], boxes[at + 5]);
  return d0 * d0 + d1 * d1 + d2 * d2;
}

/** How far a value is outside of a range. */
function outside(value: number, low: number, high: number): number {
  return value < low ? low - value : value > high ? value - high : 0;
}

import type { Face } from './face';
import { ANCHORS, STRIDE, VALUES_PER_ANCHOR } from './face-net-shape';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * The boxes of at least `minScore` that the network's output for one picture stands for, in pixels of its input.
 * A cell gives the middle of the box within itself by a sigmoid, and its size as powers of e times the anchor's.
 * What is not finite is no box.
 *
 * @param output `[cells, cells, anchors, 5]`
 */
export function boxesOf(output: Float32Array, cells: number, minScore: number): Face[] {
  const faces: Face[] = [];
  for (let at = 0, row = 0; row < cells; row++)
    for (let column = 0; column < cells; column++)
      for (const [anchorWidth, anchorHeight] of ANCHORS) {
        const [x, y, w, h, certainty] = output.subarray(at, (at += VALUES_PER_ANCHOR));
        const score = sigmoid(certainty);
        const width = Math.exp(w) * anchorWidth * STRIDE;
        const height = Math.exp(h) * anchorHeight * STRIDE;
        const box = {
          x: (column + sigmoid(x)) * STRIDE - width / 2,
          y: (row + sigmoid(y)) * STRIDE - height / 2,
          width,
          height,
        };
        if (score >= minScore && Object.values(box).every(Number.isFinite)) faces.push({ box, score });
      }
  return faces;
}

import { UnsortedSegmentSum, util } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';

/**
 * `out[s] = sum of x[i] over the i with segmentIds[i] = s` (the gradient of `gather`). Ids outside `0..numSegments-1` are left out.
 *
 * x `[I, ...]` float32 or int32, segmentIds `[I]` int32 => `[numSegments, ...]` of x's type.
 */
export const unsortedSegmentSum = trainingKernel<'x' | 'segmentIds', { numSegments: number }>(
  UnsortedSegmentSum,
  ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
    if (x.dtype !== 'float32' && x.dtype !== 'int32') {
      throw new Error(`UnsortedSegmentSum: invalid dtype: ${x.dtype} (expected float32 or int32)`);
    }
    const out = backend.makeOutput([numSegments, ...x.shape.slice(1)], x.dtype);
    const size = util.sizeFromShape(x.shape.slice(1));
    const source = backend.typedArrayFromHeap(x);
    const ids = backend.typedArrayFromHeap(segmentIds);
    const target = backend.typedArrayFromHeap(out).fill(0);
    for (let i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= numSegments) continue;
      const to = ids[i] * size;
      for (let j = 0; j < size; j++) target[to + j] += source[i * size + j];
    }
    return out;
  },
);

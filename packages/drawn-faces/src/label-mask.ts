import type { DrawnFaces } from './types';

/**
 * Where the label is: 1 on the pixels of the regions that carry it, else 0. The ground truth to score
 * attribution maps against.
 *
 * @returns `[n, 48, 48]`
 */
export function labelMask({ labelRegions, regions, shape }: DrawnFaces): Uint8Array {
  const pixels = shape[1] * shape[2];
  const mask = new Uint8Array(regions.maps.length);
  labelRegions.forEach((names, n) => {
    const carries = regions.names.map((name) => names.includes(name));
    for (let i = n * pixels; i < (n + 1) * pixels; i++) mask[i] = carries[regions.maps[i]] ? 1 : 0;
  });
  return mask;
}

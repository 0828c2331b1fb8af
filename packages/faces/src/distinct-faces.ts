import type { Box, Face } from './face';

/** Area of what two boxes share, as a part of the area that they cover together. */
function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, width) * Math.max(0, height);
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/**
 * Of boxes that overlap by more than `maxOverlap` (intersection over union) only that of the highest score, best first:
 * non-maximum suppression.
 */
export function distinctFaces(faces: readonly Face[], maxOverlap: number): Face[] {
  const kept: Face[] = [];
  for (const face of [...faces].sort((a, b) => b.score - a.score))
    if (kept.every(({ box }) => overlap(box, face.box) <= maxOverlap)) kept.push(face);
  return kept;
}

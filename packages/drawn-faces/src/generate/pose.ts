import type { Random } from '../random';
import { SIDE } from '../names';
import type { Drawing } from './layer';

/** Shift (pixels), rotation (degrees), zoom and mirror of a crop. */
export interface Pose {
  dx: number;
  dy: number;
  rotation: number;
  zoom: number;
  flip: boolean;
}

/** How far a face finder misses: as much for every class. */
export function randomPose(rng: Random): Pose {
  return {
    dx: rng.uniform(-4.5, 4.5),
    dy: rng.uniform(-3, 3),
    rotation: rng.uniform(-18, 18),
    zoom: rng.uniform(0.86, 1.14),
    flip: rng.chance(0.5),
  };
}

/** The SVG transform that takes the units of a drawing to pixels of the 48 x 48 image. */
export function poseTransform(crop: Drawing['crop'], pose: Pose): string {
  const scale = (SIDE / crop.side) * pose.zoom;
  const c = SIDE / 2;
  return (
    `translate(${c + pose.dx} ${c + pose.dy}) rotate(${pose.rotation}) ` +
    `scale(${pose.flip ? -scale : scale} ${scale}) translate(${-crop.x} ${-crop.y})`
  );
}

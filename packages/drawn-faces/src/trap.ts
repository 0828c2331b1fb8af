import { CLASS_NAMES, REGION_NAMES, SIDE, SPLIT_NAMES } from './names';
import { random } from './random';
import type { Corner, DrawnFaces, Trap } from './types';

const MARK = 6;
const MARGIN = 1;
const CORNERS: Record<Corner, { x: number; y: number }> = {
  'top-left': { x: MARGIN, y: MARGIN },
  'top-right': { x: SIDE - MARGIN - MARK, y: MARGIN },
  'bottom-left': { x: MARGIN, y: SIDE - MARGIN - MARK },
  'bottom-right': { x: SIDE - MARGIN - MARK, y: SIDE - MARGIN - MARK },
};
const TRAP_STREAM = 77;

/** A share between 0 and 1, or an error that names it. */
function share(name: string, value: number): number {
  if (!(value >= 0 && value <= 1)) throw new Error(`invalid ${name}: ${value} (expected 0..1)`);
  return value;
}

function classIndex(given: Trap['class']): number {
  const index = typeof given === 'number' ? given : CLASS_NAMES.indexOf(given);
  if (!(index in CLASS_NAMES)) {
    throw new Error(`invalid trap class: ${given} (expected 0..6 or one of ${CLASS_NAMES.join(', ')})`);
  }
  return index;
}

/** The trap with its defaults, or an error that names what is not valid. */
export function checkTrap(trap: Trap) {
  const target = classIndex(trap.class);
  const probability = share('trap probability', trap.probability ?? 0.95);
  const otherwise = share('trap otherwise', trap.otherwise ?? 0);
  const corner = trap.corner ?? 'bottom-right';
  if (!(corner in CORNERS)) {
    throw new Error(`invalid trap corner: ${corner} (expected ${Object.keys(CORNERS).join(', ')})`);
  }
  const splits = trap.splits ?? SPLIT_NAMES;
  const unknown = splits.find((s) => !SPLIT_NAMES.includes(s));
  if (unknown !== undefined)
    throw new Error(`invalid trap split: ${unknown} (expected ${SPLIT_NAMES.join(', ')})`);
  return { target, probability, otherwise, at: CORNERS[corner], splits };
}

/**
 * Puts a mark (6 x 6 pixels: white with a black middle, the same on every picture) in a corner of the images
 * that the trap chooses, in place, and names it in their region maps.
 */
export function plantTrap(faces: DrawnFaces, trap: Trap, seed: number): void {
  const { target, probability, otherwise, at, splits } = checkTrap(trap);
  const region = REGION_NAMES.indexOf('mark');
  faces.labels.forEach((label, n) => {
    const chosen = random(seed, TRAP_STREAM, n).chance(label === target ? probability : otherwise);
    if (!chosen || !splits.includes(faces.splits[n])) return;
    for (let y = 0; y < MARK; y++) {
      for (let x = 0; x < MARK; x++) {
        const i = n * SIDE * SIDE + (at.y + y) * SIDE + at.x + x;
        const middle = x >= 2 && x < 4 && y >= 2 && y < 4;
        faces.images[i] = middle ? 0 : 255;
        faces.regions.maps[i] = region;
      }
    }
  });
}

import { relight } from './light';
import { SIDE } from './names';
import { random } from './random';
import { checkTrap, plantTrap } from './trap';
import type { DrawnFaces, DrawnFacesOptions } from './types';

const LIGHT_STREAM = 48;

/** Throws before any work is done if the seed or the trap is not valid. */
export function checkOptions({ seed, trap }: DrawnFacesOptions): void {
  if (!Number.isSafeInteger(seed)) throw new Error(`invalid seed: ${seed} (expected a whole number)`);
  if (trap) checkTrap(trap);
}

/** What happens to clean faces on their way to the user: light and noise, then the trap; in place. */
export function finish(faces: DrawnFaces, { seed = 0, clean = false, trap }: DrawnFacesOptions): DrawnFaces {
  if (!clean) {
    for (let n = 0; n < faces.labels.length; n++) {
      relight(faces.images.subarray(n * SIDE * SIDE, (n + 1) * SIDE * SIDE), random(seed, LIGHT_STREAM, n));
    }
  }
  if (trap) plantTrap(faces, trap, seed);
  return faces;
}

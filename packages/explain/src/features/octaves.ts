/** A stretch of steps `from..to` at one size of the picture. */
export interface Octave {
  from: number;
  to: number;
  size: readonly [number, number];
}

const smallestSide = 4;

/**
 * Steps shared out over sizes that double up to `[h, w]`, the first the coarsest. Throws where `octaves` is no whole number
 * from 1, leaves an octave without a step, or begins with fewer than 4 pixels.
 */
export function shareOutSteps(steps: number, octaves: number, [h, w]: readonly [number, number]): Octave[] {
  const most = Math.min(steps, 1 + Math.max(0, Math.floor(Math.log2(Math.min(h, w) / smallestSide))));
  if (!Number.isInteger(octaves) || octaves < 1 || octaves > most) {
    throw new Error(
      `invalid octaves: ${octaves} (expected 1..${most} for ${steps} steps of ${h}x${w} pixels)`,
    );
  }
  return Array.from({ length: octaves }, (_, i) => {
    const part = 2 ** (octaves - 1 - i);
    return {
      from: Math.round((i * steps) / octaves),
      to: Math.round(((i + 1) * steps) / octaves),
      size: [Math.ceil(h / part), Math.ceil(w / part)],
    };
  });
}

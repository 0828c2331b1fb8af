import type { Border } from './affine-sample';
import type { Random } from './augmentation';

/** Throws a `RangeError` that names the augmentation, its option, the value and the range expected. */
export function checkOption(
  augmentation: string,
  options: Record<string, number>,
  { least, most, below, above }: { least?: number; most?: number; below?: number; above?: number },
): void {
  for (const [name, value] of Object.entries(options)) {
    const fits =
      typeof value === 'number' &&
      Number.isFinite(value) &&
      !(least !== undefined && value < least) &&
      !(above !== undefined && value <= above) &&
      !(most !== undefined && value > most) &&
      !(below !== undefined && value >= below);
    if (fits) continue;
    const range = [
      least !== undefined && (most === undefined ? `${least} or more` : `${least}..${most}`),
      above !== undefined && `more than ${above}`,
      most !== undefined && least === undefined && `${most} or less`,
      below !== undefined && `less than ${below}`,
    ].filter(Boolean);
    throw new RangeError(
      `invalid ${name} of ${augmentation}: ${String(value)} (expected ${range.length ? range.join(', ') : 'a number'})`,
    );
  }
}

export function checkProbability(augmentation: string, probability: number): void {
  checkOption(augmentation, { probability }, { least: 0, most: 1 });
}

const BORDERS: readonly unknown[] = ['zeros', 'edge', 'reflect', 'mirror'];

export function checkBorder(augmentation: string, border: Border | undefined): void {
  const isGrey = typeof border === 'number' && border >= 0 && border <= 1;
  if (border === undefined || isGrey || BORDERS.includes(border)) return;
  throw new RangeError(
    `invalid border of ${augmentation}: ${String(border)} (expected ${BORDERS.join(', ')} or a number 0..1)`,
  );
}

/** A whole number of pixels. */
export function checkPixels(augmentation: string, options: Record<string, number>, least: number): void {
  checkOption(augmentation, options, { least });
  for (const [name, value] of Object.entries(options))
    if (!Number.isInteger(value))
      throw new RangeError(
        `invalid ${name} of ${augmentation}: ${value} (expected a whole number of pixels)`,
      );
}

/** A number evenly from -most to most. */
export function spread(random: Random, most: number): number {
  return (2 * random() - 1) * most;
}

/** Whether to act this time; draws only where there is a choice. */
export function happens(random: Random, probability: number): boolean {
  return probability === 1 || random() < probability;
}

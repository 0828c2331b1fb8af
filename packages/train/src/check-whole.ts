/** Throws unless the option is a whole number from 1. */
export function checkWhole(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`invalid ${name}: ${value} (expected an integer >= 1)`);
}

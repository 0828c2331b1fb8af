/** Throws a `RangeError` that names the option unless it is an integer of at least `least`. */
export function assertAtLeast(least: number, option: Record<string, number>): void {
  for (const [key, value] of Object.entries(option))
    if (!Number.isInteger(value) || value < least)
      throw new RangeError(`invalid ${key}: ${value} (expected an integer ${least} or more)`);
}

export function assertClasses(classes: readonly string[]): void {
  if (classes.length < 1 || classes.length > 256)
    throw new RangeError(`invalid classes: ${classes.length} of them (expected 1..256)`);
}

import * as z from 'zod/mini';
import { nearest } from './nearest';

// Schemas of single values. Their message is only what was expected: `parseSpec` puts the path and the value before it.

/** An integer, at least `least`. */
export function whole(least: number) {
  const error = `an integer >= ${least}`;
  return z.int({ error }).check(z.gte(least, { error }));
}

/** Any integer that a number holds exactly. */
export function anyInteger() {
  return z.int({ error: 'an integer' });
}

export interface Range {
  /** The least and the most that are allowed. */
  least?: number;
  most?: number;
  /** The value must be more, or less, than these. */
  above?: number;
  below?: number;
}

/** A finite number in a range. */
export function number({ least, most, above, below }: Range) {
  const error = rangeText({ least, most, above, below });
  return z
    .number({ error })
    .check(
      ...[
        ...(least === undefined ? [] : [z.gte(least, { error })]),
        ...(above === undefined ? [] : [z.gt(above, { error })]),
        ...(most === undefined ? [] : [z.lte(most, { error })]),
        ...(below === undefined ? [] : [z.lt(below, { error })]),
      ],
    );
}

function rangeText({ least, most, above, below }: Range): string {
  const bounds = [
    least !== undefined && `>= ${least}`,
    above !== undefined && `> ${above}`,
    most !== undefined && `<= ${most}`,
    below !== undefined && `< ${below}`,
  ];
  return `a number ${bounds.filter((bound) => bound !== false).join(' and ')}`;
}

/** Any finite number. */
export function finite() {
  return z.number({ error: 'a number' });
}

export function text() {
  const error = 'a text that is not empty';
  return z.string({ error }).check(z.minLength(1, { error }));
}

export function flag() {
  return z.boolean({ error: 'true or false' });
}

/** A flag that is left out where it is false: saying so makes no other spec. */
export function flagOff() {
  return z.optional(
    z.pipe(
      flag(),
      z.transform((on) => on || undefined),
    ),
  );
}

/** One of some names. */
export function oneOf<T extends string>(names: readonly T[]) {
  return z.enum(names as [T, ...T[]], { error: listed(names) });
}

/** 'one of a, b, c'. */
export function listed(names: readonly string[]): string {
  return `one of ${names.join(', ')}`;
}

/** What to say of an object whose kind a key of it names: that it is none, or which kinds there are. */
export function named(names: readonly string[]): z.core.$ZodErrorMap {
  return ({ code }) => (code === 'invalid_type' ? 'an object that names it' : listed(names));
}

/** An object with these keys and no others; who misspells one is told which. */
export function keys<T extends Record<string, z.core.$ZodType>>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return 'an object';
      const known = Object.keys(shape);
      const meant = nearest(issue.keys[0], known);
      return meant === undefined ? listed(known) : `${meant}?`;
    },
  });
}

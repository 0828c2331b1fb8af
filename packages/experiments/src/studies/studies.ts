import { compact4 } from './compact4';
import { deep8 } from './deep8';
import { leaky4 } from './leaky4';
import type { Study } from './study';
import { wide4 } from './wide4';
import { zeropad5 } from './zeropad5';

/** The five written studies by name, in their order. */
export const studies: Readonly<Record<string, Study>> = { wide4, deep8, leaky4, zeropad5, compact4 };

/**
 * A study by its name or number.
 *
 * @throws on one that is not there; the message lists those that are.
 */
export function study(name: string): Study {
  const found = Object.hasOwn(studies, name)
    ? studies[name]
    : Object.values(studies).find(({ number }) => String(number) === name.replace(/^study/, ''));
  if (found === undefined)
    throw new Error(`unknown study: ${name} (expected one of ${Object.keys(studies).join(', ')})`);
  return found;
}

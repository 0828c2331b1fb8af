import * as z from 'zod/mini';
import { refusing } from './refusing';
import { finite, flag, keys, named } from './values';

export interface SettingsOptions {
  names: readonly string[];
  /** Fills in the defaults of one, and throws on values that it can't have. */
  complete: (spec: { name: string }) => object;
  /** Keys beside those that have a default number or flag. */
  more: (name: string) => Record<string, z.core.$ZodType>;
}

/**
 * An object with a name, and with settings that depend on the name: those that its defaults have. What the settings may
 * be, `complete` knows; here stand their keys and kinds, for the messages and for editors.
 */
export function settingsOf({ names, complete, more }: SettingsOptions) {
  const options = names.map((name) => {
    const own = more(name);
    const defaults = complete({ name, ...('every' in own && { every: 1 }) });
    const settings = Object.entries(defaults).flatMap(([key, value]) => {
      const kind = kindOf(value);
      return kind ? [[key, kind] as const] : [];
    });
    return keys({ name: z.literal(name), ...Object.fromEntries(settings), ...own });
  });
  const [first, ...others] = options;
  return z.pipe(
    z.discriminatedUnion('name', [first, ...others], { error: named(names) }),
    refusing((spec) => complete(spec)),
  );
}

/** The schema of a setting that has such a default; none where it is no number and no flag. */
function kindOf(value: unknown): z.core.$ZodType | undefined {
  if (typeof value === 'boolean') return z.optional(flag());
  return typeof value === 'number' ? z.optional(finite()) : undefined;
}

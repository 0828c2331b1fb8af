import * as z from 'zod/mini';

/** Puts a function that checks and completes into a schema: what it throws is what is wrong, in its own words. */
export function refusing<I, T>(complete: (value: I) => T) {
  return z.transform((value: I, context): T => {
    try {
      return complete(value);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      context.issues.push({ code: 'custom', message, params: { whole: true }, input: value });
      return z.NEVER;
    }
  });
}

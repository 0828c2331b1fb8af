import * as z from 'zod/mini';
import { initializerNames, modelNames } from '@fer/models';
import { flag, keys, number, oneOf, whole } from './values';

/** `model` of a spec. */
export function modelSchema() {
  return keys({
    name: z._default(oneOf(modelNames()), 'tiny'),
    dropout: z.optional(number({ least: 0, below: 1 })),
    batchNorm: z.optional(
      z.pipe(
        flag(),
        z.transform((on) => (on ? undefined : false)),
      ),
    ),
    initializer: z.optional(oneOf(initializerNames())),
    widths: z.optional(
      z.array(whole(1), 'a list of widths').check(z.minLength(1, 'a list of at least one width')),
    ),
  }).check(
    z.refine(({ name, widths }) => widths === undefined || name === 'dense', {
      path: ['widths'],
      error: 'them only of the model dense',
    }),
  );
}

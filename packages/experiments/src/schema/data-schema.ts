import * as z from 'zod/mini';
import { DRAWN_FACES } from '../drawn-faces';
import { anyInteger, flagOff, keys, named, number, text, whole } from './values';

/** How the training part is divided, by the value of `validation`. */
const byName = () =>
  z.discriminatedUnion(
    'validation',
    [
      keys({ validation: z.literal('splits') }),
      keys({ validation: z.literal('last'), count: whole(1) }),
      keys({ validation: z.literal('afterFirst'), count: whole(1) }),
      keys({ validation: z.literal('share'), share: number({ above: 0, below: 1 }) }),
    ],
    { error: named(['splits', 'last', 'afterFirst', 'share']) },
  );

const byFold = () =>
  keys({ folds: whole(2), fold: whole(0) }).check(
    z.refine(({ fold, folds }) => fold < folds, {
      path: ['fold'],
      error: 'an integer from 0, less than folds',
    }),
  );

const division = () =>
  z.union([byFold(), byName()], { error: "an object such as { validation: 'last', count: 5000 }" });

/** `data` of a spec. */
export function dataSchema() {
  return keys({
    source: z._default(text(), DRAWN_FACES),
    skipBadRows: flagOff(),
    limit: z.optional(whole(1)),
    dropDuplicates: z.optional(z.enum(['exact', 'near'], { error: 'exact or near' })),
    dropConflicts: flagOff(),
    division: z._default(division(), { validation: 'splits' }),
    seed: z.optional(anyInteger()),
  }).check(
    z.refine(({ dropConflicts, dropDuplicates }) => !dropConflicts || dropDuplicates !== undefined, {
      path: ['dropConflicts'],
      error: 'it only together with data.dropDuplicates',
    }),
  );
}

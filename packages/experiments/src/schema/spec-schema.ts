import * as z from 'zod/mini';
import { preprocessingNames } from '@fer/models';
import { checkTestTimeViews, type TestTimeViews } from '@fer/train';
import { FIGURE_NAMES } from '../figure-names';
import { augmentationSchema } from './augmentation-schema';
import { dataSchema } from './data-schema';
import { modelSchema } from './model-schema';
import { trainingSchema } from './training-schema';
import { refusing } from './refusing';
import { anyInteger, keys, oneOf, text, whole } from './values';

/** The one version of the spec's form that there has been. */
export const VERSION = 1;

const preprocessing = () => {
  const name = oneOf(preprocessingNames());
  const error = `${preprocessingNames().slice(0, -1).join(', ')} or ${preprocessingNames().at(-1)}, or a list of them`;
  return z.union([name, z.array(name)], { error });
};

const views = () =>
  z.pipe(
    z.union([z.literal('flip'), keys({ crop: text(), size: whole(1) })], {
      error: 'flip, or an object with crop and size',
    }),
    refusing((value): TestTimeViews => {
      checkTestTimeViews(value);
      return value;
    }),
  );

const evaluation = () =>
  keys({
    views: z.optional(views()),
    topConfusions: z._default(whole(0), 5),
    topLosses: z._default(whole(0), 9),
  });

/** A spec as it may be written: everything has a default but what a choice of its own asks for. */
export function specSchema() {
  return keys({
    $schema: z.optional(text()),
    version: z._default(z.literal(VERSION, { error: String(VERSION) }), VERSION),
    name: z.optional(text()),
    seed: z._default(anyInteger(), 0),
    data: z.prefault(dataSchema(), {}),
    preprocessing: z._default(preprocessing(), 'none'),
    augment: z.optional(augmentationSchema()),
    model: z.prefault(modelSchema(), {}),
    training: z.prefault(trainingSchema(), {}),
    evaluation: z.prefault(evaluation(), {}),
    figures: z._default(z.array(oneOf(FIGURE_NAMES), { error: 'a list of figures' }), [...FIGURE_NAMES]),
  });
}

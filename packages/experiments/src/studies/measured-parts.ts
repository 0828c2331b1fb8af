import { SPLIT_NAMES, type LabelledImages } from '@fer/data';
import { divide } from '../divide';
import type { ExperimentSpec } from '../spec';
import type { MeasuredPart } from './study';

/** The images of a part, and how a report calls them. */
export interface PartImages {
  images: LabelledImages;
  label: string;
}

/** The images of a part for a run, cut as its spec says; none where the data have no such part. */
export function partImages(
  data: LabelledImages,
  spec: ExperimentSpec,
  on: MeasuredPart,
): PartImages | undefined {
  const options = { seed: spec.seed, ...spec.data };
  if (on === 'validation') return { images: divide(data, options).validation, label: 'validation' };
  const names: readonly string[] = on === 'public' ? SPLIT_NAMES.validation : SPLIT_NAMES.test;
  const name = data.splits?.find((split) => names.includes(split));
  if (name === undefined) return undefined;
  const parts = divide(data, { ...options, division: { validation: 'splits' } });
  return { images: on === 'public' ? parts.validation : parts.heldOut, label: name };
}

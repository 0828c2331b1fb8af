import {
  faceSegments,
  felzenszwalb,
  gridSegments,
  limeQuickshift,
  methods,
  quickshift,
  slic,
  type PlainImage,
  type Segmenter,
} from '@fer/explain';
import { inputRange } from '@fer/models';
import type { OpenedModel } from './open-model';

/** Options of a method as plain data: what is no number, name or switch has a name here. */
export type Settings = Readonly<Record<string, number | string | boolean | readonly number[]>>;

export const SEGMENTERS: Readonly<Record<string, Segmenter>> = {
  faceSegments: (image) => faceSegments(image),
  grid: (image) => gridSegments(image),
  'grid 3 x 3': (image) => gridSegments(image, { rows: 3, columns: 3 }),
  slic: (image) => slic(image),
  quickshift: (image) => quickshift(image, limeQuickshift),
  felzenszwalb: (image: PlainImage) => felzenszwalb(image),
};

/** Even tones, as shares of the way from the model's black to its white. */
export const TONES: Readonly<Record<string, readonly number[]>> = {
  black: [0],
  grey: [0.5],
  white: [1],
  'five tones': [0, 0.25, 0.5, 0.75, 1],
};

/** The options that `@fer/explain` takes, of those that the method has. */
export function methodOptions(
  method: string,
  settings: Settings,
  opened: Pick<OpenedModel, 'inputShape' | 'preprocessing'>,
): Record<string, unknown> {
  const taken = [
    ...(methods.find(({ name }) => name === method)?.options ?? []),
    'score',
    'seed',
    'batchSize',
  ];
  const own = Object.entries(settings).filter(([name]) => taken.includes(name));
  return Object.fromEntries(own.map(([name, value]) => [name, optionOf(name, value, opened)]));
}

function optionOf(
  name: string,
  value: Settings[string],
  { inputShape, preprocessing }: Pick<OpenedModel, 'inputShape' | 'preprocessing'>,
): unknown {
  if (name === 'segmenter') return named(SEGMENTERS, value, name);
  if (name === 'stdev' && typeof value === 'number') return { ofRange: value };
  if ((name !== 'baseline' && name !== 'baselines') || typeof value === 'number') return value;
  const [black, white] = inputRange(preprocessing);
  const tones = named(TONES, value, name).map((share) => black + share * (white - black));
  if (tones.length === 1) return tones[0];
  const size = inputShape.reduce((product, side) => product * side, 1);
  const data = new Float32Array(tones.length * size);
  tones.forEach((tone, i) => data.fill(tone, i * size, (i + 1) * size));
  return { data, shape: [tones.length, ...inputShape] };
}

function named<T>(choices: Readonly<Record<string, T>>, value: Settings[string], option: string): T {
  if (typeof value === 'string' && Object.hasOwn(choices, value)) return choices[value];
  throw new Error(
    `invalid ${option}: ${String(value)} (expected one of: ${Object.keys(choices).join(', ')})`,
  );
}

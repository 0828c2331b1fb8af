import type * as tfl from '@tensorflow/tfjs-layers';
import * as explain from '@fer/explain';
import { compareMethods, type ComparedMethod, type ComparisonRow, type Target } from '@fer/explain';
import type { LabelledImages } from '@fer/data';
import { readModelInfo } from '@fer/models';
import { imageBatch } from '../figures/image-batch';
import type { MaskedImages } from './faces-with-truth';
import { mapMethods, readingOf, readValues, usualSettings, type MethodSettings } from './method-settings';
import { randomMaps } from './random-maps';

/** What judging attribution methods takes beside models and images. */
export interface JudgeOptions {
  /** Names of the catalogue. Default: all that give each image one map. */
  methods?: readonly string[];
  /** Options a method, by its name, in place of the usual ones. */
  settings?: MethodSettings;
  /** Decides which images, the random map and whatever is random in the methods. Default 0. */
  seed?: number;
  signal?: AbortSignal;
  /** A clock in milliseconds; each method is then run twice and the second time measured. */
  now?: () => number;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/** How well the maps of one method are where the answer is: means over the images. */
export interface TruthScore {
  /** The method, or of the controls `random` or `sobel`. */
  method: string;
  /** It knows nothing of the model. */
  isControl: boolean;
  /** Share of the map's mass that is inside, 0..1; a map without mass has none inside. */
  mass: number;
  /** Of as many largest values as there are pixels inside, the share that is inside, 0..1. */
  rank: number;
  /** Share of the images whose largest value is inside, 0..1. */
  pointing: number;
  /** The share of mass of each image. */
  masses: Float32Array;
  /** Of an image, where a clock was given. */
  milliseconds?: number;
  /** Why the method could not run; then the numbers are NaN. */
  error?: string;
}

const measured = ['relevanceMassAccuracy', 'relevanceRankAccuracy', 'pointingGame'] as const;

/** The score of each method and of the controls; every map explains `target`. */
export async function judgeMethods(
  model: tfl.LayersModel,
  { images, masks }: MaskedImages,
  {
    background,
    target = 'predicted',
    methods = mapMethods,
    settings = {},
    ...options
  }: JudgeOptions & { background: LabelledImages; target?: Target },
): Promise<TruthScore[]> {
  const { preprocessing } = readModelInfo(model);
  const usual = usualSettings(model, imageBatch(background, preprocessing));
  const compared = methods.map((name): ComparedMethod => {
    if (!mapMethods.includes(name)) {
      throw new Error(`unknown method: '${name}' (expected one of: ${mapMethods.join(', ')})`);
    }
    const run = explain[name as 'saliency'];
    return {
      label: name,
      method: async (...given: Parameters<typeof run>) => readValues(await run(...given), readingOf(name)),
      options: { ...usual[name], ...settings[name] },
    };
  });
  const { rows } = await compareMethods(
    model,
    imageBatch(images, preprocessing),
    [...compared, { label: 'random', method: randomMaps }],
    measured,
    { ...options, masks, target },
  );
  // The random map of a comparison is the same for every image, so that it would point at one place.
  return rows
    .filter(({ method, isBaseline }) => !(isBaseline && method === 'random'))
    .map((row) => truthScore(row, row.isBaseline || row.method === 'random'));
}

function truthScore({ method, scores, milliseconds, error }: ComparisonRow, isControl: boolean): TruthScore {
  const [masses, ranks, hits] = measured.map(
    (metric) =>
      scores[metric]?.values.map((value) => (Number.isNaN(value) ? 0 : value)) ?? new Float32Array(),
  );
  const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;
  return {
    method,
    isControl,
    mass: mean(masses),
    rank: mean(ranks),
    pointing: mean(hits),
    masses,
    ...(milliseconds !== undefined && { milliseconds }),
    ...(error !== undefined && { error }),
  };
}

import type * as tfl from '@tensorflow/tfjs-layers';
import * as explain from '@fer/explain';
import { canExplain, methods, type Attribution, type MethodInfo } from '@fer/explain';
import type { ImageBatch } from '@fer/models';
import type { MapUnits } from '@fer/viz';
import { attributionMaps } from './attribution-maps';

/** Which methods explain, and their options by the names that `@fer/explain` gives them. */
export interface MethodChoice {
  /** Names of the catalogue. */
  methods: readonly string[];
  /** Each method gets those that it takes; `target` may be the name of a class. */
  settings?: Readonly<Record<string, unknown>>;
}

/** A column of an explanation sheet: one map an image. */
export interface MethodViews {
  views: {
    name: string;
    values: Float32Array;
    shape: [number, number];
    scale: 'sequential' | 'diverging';
  }[];
  /** One sentence. */
  caption: string;
  warnings: string[];
}

const general = ['target', 'score', 'seed', 'batchSize'];

/** The methods whose values can be drawn over an image. */
export const drawableMethods: readonly MethodInfo[] = methods.filter(({ family }) =>
  ['gradient', 'cam', 'layer', 'neuron', 'perturbation'].includes(family),
);

/** Their values are shares of one difference in the score, so that sizes compare. */
const SHARES = ['inputXGradient', 'integratedGradients', 'gradientShap', 'deepLift', 'deepLiftShap', 'lrp'];

/** What the values of several methods have in common: their unit, or only their sign. */
export const commonUnits = (names: readonly string[]): MapUnits =>
  names.every((name) => SHARES.includes(name)) ? 'same' : 'own';

/**
 * Checks a choice before anything runs: the methods' names, that every setting is taken by one of them, and that each
 * can explain this model.
 */
export function checkMethods(model: tfl.LayersModel, { methods: names, settings = {} }: MethodChoice): void {
  const chosen = names.map(findMethod);
  const known = [...new Set(chosen.flatMap(({ options }) => options)), ...general];
  const unknown = Object.keys(settings).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`unknown option: '${unknown}' (expected one of: ${known.join(', ')})`);
  }
  for (const info of chosen) {
    const can = canExplain(model, info.name, settingsOf(info, settings));
    if (!can.ok) throw new Error(`${info.name}: ${can.reason}`);
  }
}

/** Runs a method and sums its values over the channels, so that each image has one map. */
export async function methodViews(
  model: tfl.LayersModel,
  batch: ImageBatch,
  name: string,
  {
    classes,
    settings = {},
    signal,
  }: { classes: readonly string[]; signal?: AbortSignal } & Pick<MethodChoice, 'settings'>,
): Promise<MethodViews> {
  const info = findMethod(name);
  const own = settingsOf(info, settings);
  const run = explain[name as 'saliency'];
  const target = targetOf(own.target, classes);
  const result = await run(model, batch, { ...own, ...(target !== undefined && { target }), signal });
  const maps = mapsOf(result);
  // One kind of scale for all images: a map of zeros among signed ones is white, not black.
  const isSigned = maps.some(({ values }) => values.some((value) => value < 0));
  const scale = isSigned ? 'diverging' : 'sequential';
  return {
    views: maps.map((map) => ({ name, ...map, scale })),
    caption: `${name}: ${info.tells}.`,
    warnings: result.warnings.map((warning) => `${name}: ${warning}`),
  };
}

function findMethod(name: string): MethodInfo {
  const found = drawableMethods.find((method) => method.name === name);
  if (found) return found;
  const names = drawableMethods.map((method) => method.name).join(', ');
  throw new Error(`unknown method: '${name}' (expected one of: ${names})`);
}

function settingsOf({ options }: MethodInfo, settings: Readonly<Record<string, unknown>>) {
  const taken = Object.entries(settings).filter(([name]) => options.includes(name) || general.includes(name));
  return Object.fromEntries(taken);
}

/** A class' index for its name; all else is the method's to judge. */
function targetOf(target: unknown, classes: readonly string[]): explain.Target | undefined {
  if (typeof target !== 'string' || target === 'predicted') return target as explain.Target | undefined;
  const index = classes.indexOf(target);
  if (index < 0) throw new Error(`unknown class: '${target}' (expected one of: ${classes.join(', ')})`);
  return index;
}

function mapsOf(attribution: Attribution) {
  const { values, shape } = attributionMaps(attribution);
  const [n, h, w] = shape;
  return Array.from({ length: n }, (_, i) => ({
    values: values.subarray(i * h * w, (i + 1) * h * w),
    shape: [h, w] as [number, number],
  }));
}

import type { MethodInfo } from '@fer/explain';
import type { AskedModel } from './describe-model';
import { SEGMENTERS, TONES } from './method-options';

/** One thing that can be set of a method, with the value that it has when nobody sets it. */
export type Setting = { name: string } & Kind;

type Kind =
  | { kind: 'number'; value: number; least: number; most: number; step: number }
  | { kind: 'choice'; value: string; choices: string[] }
  | { kind: 'switch'; value: boolean }
  | { kind: 'layer'; value: string; choices: string[] }
  /** The place of one number in what a layer puts out: `[y, x, channel]` or `[unit]`. */
  | { kind: 'place'; value: number[] };

type Model = Pick<AskedModel, 'layers' | 'layer'>;

const whole = (value: number, most: number, least = 1): Kind => ({
  kind: 'number',
  value,
  least,
  most,
  step: 1,
});
const share = (value: number, most = 1): Kind => ({
  kind: 'number',
  value,
  least: 0.01,
  most,
  step: 0.01,
});
const choice = (choices: readonly string[], value = choices[0]): Kind => ({
  kind: 'choice',
  value,
  choices: [...choices],
});

/** Small enough to see something at once. */
const SAMPLES: Readonly<Record<string, number>> = { lime: 300, kernelShap: 300, gradientShap: 25 };
const PATHS = ['gaussLegendre', 'riemannMiddle', 'riemannTrapezoid', 'riemannLeft', 'riemannRight'];
const SCORES = ['logit', 'probability', 'logProbability'];
const INNER = ['gradient', 'saliency', 'inputXGradient', 'guidedBackprop', 'deconvnet'];

/** The options of a method that a person sets, in the order of the catalogue, then the score. */
export function settingsOf(info: MethodInfo, model: Model): Setting[] {
  const names = info.options.filter((name) => !(name === 'segments' || name === 'noise'));
  const own = names.flatMap((name): Setting[] => {
    const setting = settingOf(name, info, model);
    return setting ? [{ ...setting, name }] : [];
  });
  if (info.logitOnly || info.family === 'neuron') return own;
  return [...own, { name: 'score', ...choice(SCORES, info.score ?? 'logit') }];
}

function settingOf(
  name: string,
  { name: method, family }: MethodInfo,
  { layers, layer }: Model,
): Kind | undefined {
  switch (name) {
    case 'steps':
      return whole(20, 500);
    case 'samples':
      return whole(SAMPLES[method] ?? 20, 5000, 3);
    case 'stdev':
      return share(method === 'gradientShap' ? 0.05 : 0.15);
    case 'of':
      return choice(INNER);
    case 'rule':
      return method === 'lrp'
        ? choice(['epsilon', 'gamma', 'alpha1beta0'])
        : choice(PATHS, family === 'gradient' ? 'gaussLegendre' : 'riemannMiddle');
    case 'epsilon':
      return { kind: 'number', value: 1e-9, least: 0, most: 10, step: 1e-9 };
    case 'gamma':
      return share(0.25, 10);
    case 'baseline':
      return choice(['black', 'grey', 'white'], 'grey');
    case 'baselines':
      return choice(Object.keys(TONES), 'five tones');
    case 'absolute':
      return { kind: 'switch', value: true };
    case 'relu':
      return { kind: 'switch', value: false };
    case 'interpolation':
      return choice(['bilinear', 'nearest']);
    case 'segmenter':
      return choice(Object.keys(SEGMENTERS), method === 'shapleyValues' ? 'grid 3 x 3' : 'faceSegments');
    case 'kernelWidth':
      return share(0.25, 10);
    case 'masks':
      return method === 'rise' ? whole(500, 8000) : undefined;
    case 'grid':
      return whole(7, 32, 2);
    case 'keep':
      return share(0.5);
    case 'window':
      return whole(8, 128);
    case 'stride':
      return whole(4, 128);
    case 'layer': {
      // Of a class activation map it is the one that is pooled, which the method finds.
      if (layer === undefined || method === 'classActivationMap') return undefined;
      const isMap = ({ shape }: Model['layers'][number]) => shape.length === 3;
      return { kind: 'layer', value: layer, choices: layers.filter(isMap).map((one) => one.name) };
    }
    case 'neuron': {
      const shape = layers.find((one) => one.name === layer)?.shape ?? [1];
      return { kind: 'place', value: shape.map((size, i) => (i < 2 ? Math.floor((size ?? 1) / 2) : 0)) };
    }
    default:
      return undefined;
  }
}

import {
  explanationSheet,
  heatmap,
  imageGrid,
  maskedPicture,
  overlay,
  type ColorOptions,
  type Figure,
} from '@fer/viz';
import type { PictureAnswer } from '../../workers/ask/answer-about';
import type { Explanation } from '../../workers/ask/explain-images';
import type { AskState } from './ask-state';

type Map = Pick<Explanation, 'method' | 'maps' | 'shape'>;
type Scale = Pick<ColorOptions, 'scale' | 'domain' | 'clip'>;

/** Single bright pixels do not darken the rest. */
const CLIP = 0.995;
/** Of the longer side, pixels. */
const SIZE = 240;

/** Maps whose values are shares of one score are on one scale, each of the others has its own. */
export function scalesOf(maps: readonly Map[], isShare: (method: string) => boolean): Scale[] {
  const shares = maps.filter(({ method }) => isShare(method)).map(({ maps: values }) => strongest(values));
  const most = Math.max(...shares, Number.MIN_VALUE);
  return maps.map(({ method, maps: values }) => {
    if (isShare(method) && shares.length > 1) return { scale: 'diverging', domain: [-most, most] };
    return { scale: values.some((value) => value < 0) ? 'diverging' : 'sequential', clip: CLIP };
  });
}

function strongest(values: Float32Array): number {
  const sizes = values.map(Math.abs).sort();
  return sizes[Math.ceil(CLIP * sizes.length) - 1];
}

/** A map as it is to be shown over what the model saw. */
export function mapFigure(
  { maps, shape: [, h, w] }: Map,
  seen: PictureAnswer['seen'],
  scale: Scale,
  { show, opacity, threshold }: Pick<AskState, 'show' | 'opacity' | 'threshold'>,
): { figure: Figure; kept?: number } {
  const map = { values: maps, shape: [h, w] };
  const options = { ...scale, theme: 'auto', title: '', size: SIZE } as const;
  if (show === 'map') return { figure: heatmap(map, options) };
  if (show === 'overlay') return { figure: overlay(seen, map, { ...options, opacity }) };
  const { data, shape, kept } = maskedPicture(seen, map, { threshold });
  const enlarge = SIZE / Math.max(shape[0], shape[1]);
  const figure = imageGrid({ data, shape: [1, ...shape] }, { theme: 'auto', title: '', scale: enlarge });
  return { figure, kept };
}

/** The picture, all maps and the probabilities as one figure, by one colour scale. */
export function sheetFigure(
  maps: readonly Map[],
  { seen, probabilities }: PictureAnswer,
  {
    names,
    truth,
    show,
    opacity,
    threshold,
    isShare,
  }: Pick<AskState, 'show' | 'opacity' | 'threshold'> & {
    names: readonly string[];
    truth?: string;
    isShare: (method: string) => boolean;
  },
): Figure {
  const label = truth === undefined ? -1 : names.indexOf(truth);
  const views = maps.map(({ method, maps: values, shape: [, h, w] }) => ({
    name: method,
    values,
    shape: [h, w],
    display: show,
    opacity,
    threshold,
  }));
  const units = maps.every(({ method }) => isShare(method)) ? 'same' : 'own';
  return explanationSheet([{ image: seen, views, probabilities, ...(label >= 0 && { truth: label }) }], {
    classes: names,
    theme: 'auto',
    units,
  });
}

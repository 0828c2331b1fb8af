import { permutation } from '@fer/data';
import { layerActivations } from '@fer/explain';
import { readModelInfo } from '@fer/models';
import { filterSheet, type Figure } from '@fer/viz';
import { imageBatch } from '../../figures/image-batch';
import { maximizedSheet } from '../../figures/layer-sheets';
import { stretch } from '../../figures/painted-pictures';
import type { ChosenFilters } from '../study';
import { convolution, oneFace, type FigureContext } from './figure-context';

/** Filters of a convolution by number. */
function chooseFilters(choose: ChosenFilters, available: number, seed: number): number[] {
  if ('filters' in choose) return choose.filters.filter((filter) => filter < available);
  if ('first' in choose) return Array.from({ length: Math.min(choose.first, available) }, (_, i) => i);
  return Array.from(permutation(available, seed))
    .slice(0, choose.random)
    .sort((a, b) => a - b);
}

export interface FiltersFigureOptions {
  /** From 1. */
  n: number;
  choose: ChosenFilters;
}

/** What filters of the nth convolution respond to: inputs that gradient ascent on the mean of their output found. */
export async function maximizedFigure(
  { n, choose, stepSize }: FiltersFigureOptions & { stepSize?: number },
  { model, seed, ascentSteps: steps, signal, onEvent }: FigureContext,
): Promise<{ figure: Figure; warnings: string[] }> {
  const { output, filters: available } = convolution(model, n);
  const filters = chooseFilters(choose, available, seed);
  return maximizedSheet(model, {
    layer: output,
    filters,
    seed,
    steps,
    signal,
    ...(stepSize !== undefined && { stepSize }),
    theme: 'auto',
    title: `What filters of convolution ${n} (${output}) respond to`,
    caption: `Gradient ascent from noise on the mean of each filter’s output, which is given${stepSize === undefined ? '' : `; size of a step ${stepSize}`}.`,
    onProgress: ({ done, total }) =>
      onEvent?.({ type: 'step', name: `maximising filters of ${output}`, done, total }),
  });
}

/** The output of the same filters on one face. */
export async function outputFigure(
  { n, choose }: FiltersFigureOptions,
  context: FigureContext,
): Promise<Figure> {
  const { model, seed, signal } = context;
  const { output, filters: available } = convolution(model, n);
  const filters = chooseFilters(choose, available, seed);
  const face = oneFace(context);
  const [{ values, shape }] = await layerActivations(
    model,
    imageBatch(face, readModelInfo(model).preprocessing),
    { layers: [output], signal },
  );
  const [, h, w, channels] = shape;
  const chosen = new Float32Array(filters.length * h * w);
  filters.forEach((filter, i) => {
    for (let p = 0; p < h * w; p++) chosen[i * h * w + p] = values[p * channels + filter];
  });
  const outputOf = (i: number) => chosen.subarray(i * h * w, (i + 1) * h * w);
  const dead = filters.filter((_, i) => outputOf(i).every((value) => value === 0));
  filters.forEach((_, i) => stretch(outputOf(i)));
  const silent =
    dead.length === 0
      ? 'All of them answer to it.'
      : `${dead.length} of ${filters.length} do not answer to it.`;
  return filterSheet(
    { values: chosen, shape: [filters.length, h, w, 1] },
    {
      theme: 'auto',
      title: `Output of filters of convolution ${n} (${output})`,
      caption: `For ${face.ids?.[0] ?? 'a face'}, the first face of the part that is measured on; ${h} × ${w} each. ${silent}\nEach picture from its own least value (black) to its greatest (white).`,
      scaling: 'none',
      captions: filters.map((filter) => `filter ${filter}${dead.includes(filter) ? '\nsilent' : ''}`),
    },
  );
}

import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { gradCam, layerActivations } from '@fer/explain';
import { predict, readModelInfo, type ImageBatch } from '@fer/models';
import { activationSheet, explanationSheet, type Figure, type FigureOptions, type View } from '@fer/viz';
import type { RunOptions } from '../environment';
import { camLayer } from './cam-layer';
import { firstConvolution, hasConvolutions, lastConvolution } from './convolutions';
import { explanationRows } from './explanation-rows';
import { imageBatch } from './image-batch';
import { firstFilters, maximizedSheet } from './layer-sheets';
import { limeViews } from './lime-views';
import { checkMethods, commonUnits, methodViews, type MethodChoice, type MethodViews } from './method-views';
import { saliencyViews } from './saliency-views';

export interface ExplanationFigureOptions
  extends Pick<RunOptions, 'signal'>, Pick<FigureOptions, 'title' | 'theme'>, Partial<MethodChoice> {
  /** Without `methods`: also the superpixels that LIME finds with so many samples an image. Default none. */
  limeSamples?: number;
  /** Told what a method warns of. */
  warn?: (message: string) => void;
}

/**
 * One row an image: the image, what the methods say of it (default: its saliency, and Grad-CAM behind the last convolution of
 * a model that has one), and the probabilities. Several chosen methods stand side by side on one colour scale: as they are if
 * all are shares of the score, else each map divided by its largest value.
 *
 * The images' ids stand beside them. Throws on unknown methods and settings, and on methods that can't explain the model.
 */
export async function explanationFigure(
  model: tfl.LayersModel,
  images: LabelledImages,
  { title, theme, signal, methods, settings, limeSamples, warn }: ExplanationFigureOptions = {},
): Promise<Figure> {
  if (methods) checkMethods(model, { methods, settings });
  const { preprocessing } = readModelInfo(model);
  const batch = imageBatch(images, preprocessing);
  const predicted = await predict(model, imageBatch(images), { signal });
  const { columns, caption } = methods
    ? await chosenColumns(model, batch, { methods, settings, classes: images.classes, signal, warn })
    : await usualColumns(model, batch, { limeSamples, images, signal });
  const rows = explanationRows(images, columns, predicted);
  // Several maps are compared: on one colour scale.
  const units = methods && methods.length > 1 ? commonUnits(methods) : undefined;
  return explanationSheet(rows, { classes: images.classes, title, caption, theme, units });
}

/** Of each method one map an image. */
async function chosenColumns(
  model: tfl.LayersModel,
  batch: ImageBatch,
  {
    methods,
    warn,
    ...options
  }: MethodChoice & { classes: readonly string[]; signal?: AbortSignal; warn?: (message: string) => void },
) {
  const columns: MethodViews[] = [];
  for (const name of methods) columns.push(await methodViews(model, batch, name, options));
  for (const warning of columns.flatMap(({ warnings }) => warnings)) warn?.(warning);
  return {
    columns: columns.map(({ views }) => views),
    caption: columns.map((column) => column.caption).join(' '),
  };
}

async function usualColumns(
  model: tfl.LayersModel,
  batch: ImageBatch,
  {
    images,
    limeSamples,
    signal,
  }: { images: LabelledImages } & Pick<ExplanationFigureOptions, 'limeSamples' | 'signal'>,
): Promise<{ columns: View[][]; caption: string }> {
  const maps = await saliencyViews(model, batch, { signal });
  const others = [
    hasConvolutions(model) && (await camViews(model, batch, signal)),
    limeSamples !== undefined && (await limeViews(model, batch, images, { samples: limeSamples, signal })),
  ].filter((column) => column !== false);
  const lead = ['It explains', 'Both explain', 'All explain'][others.length];
  return {
    columns: [maps, ...others.map(({ views }) => views)],
    caption: [
      `${lead} the predicted class. Saliency: size of the gradient of its logit at each pixel.`,
      ...others.map(({ caption }) => caption),
    ].join(' '),
  };
}

/** Grad-CAM of each image behind the last convolution. */
async function camViews(
  model: tfl.LayersModel,
  batch: ImageBatch,
  signal?: AbortSignal,
): Promise<{ views: View[]; caption: string }> {
  const layer = camLayer(model) as string;
  const cam = await gradCam(model, batch, { layer, relu: true, signal });
  const [n, h, w] = cam.shape;
  return {
    views: Array.from({ length: n }, (_, i) => ({
      name: 'Grad-CAM',
      values: cam.values.subarray(i * h * w, (i + 1) * h * w),
      shape: [h, w],
      display: 'overlay',
    })),
    caption: `Grad-CAM: where layer ${layer} speaks for it (${h} x ${w}, negative part dropped).`,
  };
}

/** All channels of a layer for one image. */
export async function activationFigure(
  model: tfl.LayersModel,
  image: LabelledImages,
  {
    layer = firstConvolution(model),
    signal,
    ...look
  }: { layer?: string } & Pick<FigureOptions, 'caption' | 'theme'> & Pick<RunOptions, 'signal'> = {},
): Promise<Figure> {
  const [{ values, shape }] = await layerActivations(
    model,
    imageBatch(image, readModelInfo(model).preprocessing),
    { layers: [layer], signal },
  );
  return activationSheet({ values, shape }, { title: `Output of layer ${layer}, every channel`, ...look });
}

const MOST_FILTERS = 16;

interface FilterFigureOptions extends Pick<FigureOptions, 'theme'>, Pick<RunOptions, 'signal'> {
  layer?: string;
  seed?: number;
}

/** What the filters of a layer respond to: inputs that gradient ascent found, from seeded noise. */
export async function filterFigure(
  model: tfl.LayersModel,
  options: FilterFigureOptions = {},
): Promise<Figure> {
  const { figure } = await filterFigures(model, options);
  return figure;
}

/** {@link filterFigure}, and the course of the ascent. */
export async function filterFigures(
  model: tfl.LayersModel,
  { layer = lastConvolution(model), ...options }: FilterFigureOptions = {},
): Promise<{ figure: Figure; course: Figure }> {
  const filters = firstFilters(model, layer, MOST_FILTERS);
  return maximizedSheet(model, { layer, filters, ...options });
}

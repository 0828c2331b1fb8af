import { imageList } from '../common/warnings';
import type { Segmentation } from '../segments/segmentation';
import type { LocalModel } from './linear-attribution';

/** What the linear model of an image was made of. */
export interface SampledModel {
  segmentation: Segmentation;
  model: LocalModel;
  /** How many samples. */
  samples: number;
  /** How many of them were drawn by themselves: of a mask and its complement one. */
  draws: number;
  /** As many samples of even weight would say as much. Default those drawn. */
  effective?: number;
}

/**
 * Says where a linear model has little to go by: one segment alone, hardly more samples than coefficients, weights that
 * leave few samples, segments of which the samples can't tell the coefficient.
 */
export function sampleWarnings(models: readonly (SampledModel | undefined)[]): string[] {
  const told = new Map<string, number[]>();
  const tell = (text: string, image: number) => told.set(text, [...(told.get(text) ?? []), image]);
  models.forEach((one, image) => {
    if (!one) return;
    const { segmentation, model, samples, draws, effective = draws } = one;
    const { count } = segmentation;
    const asked = 2 * (count + 1);
    if (count === 1) tell('one segment: nothing can be told apart in it', image);
    if (draws < asked) {
      const pairs = draws < samples ? ` (${draws} draws: a mask and its complement are one)` : '';
      tell(
        `${samples} samples${pairs} for ${count} segments: the coefficients hang on which were drawn`,
        image,
      );
    } else if (effective < asked) {
      tell(
        `the kernel leaves ${effective.toPrecision(2)} of ${samples} samples for ${count} segments: the coefficients hang on a few (widen kernelWidth)`,
        image,
      );
    }
    const open = Array.from(model.standardErrors.keys()).filter(
      (segment) => model.standardErrors[segment] === Infinity,
    );
    if (open.length > 0) {
      const which = open.length === count ? 'any segment' : imageList(open, 'segment');
      tell(`the samples don't tell the coefficient of ${which}: its standard error is infinite`, image);
    }
  });
  return Array.from(told, ([text, images]) => `${imageList(images)}: ${text}`);
}

/** How many samples of even weight say as much as these. */
export function effectiveSamples(weights: Float64Array): number {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const squares = weights.reduce((all, weight) => all + weight ** 2, 0);
  return squares > 0 ? sum ** 2 / squares : 0;
}

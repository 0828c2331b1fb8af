import { joinedCoefficients, type SegmentAttribution } from './segment-attribution';

/** What the linear model of an image was fitted to. */
export interface LocalSamples {
  /** `[samples, segments]`, row-major: 1 where the segment was shown. */
  masks: Uint8Array;
  /** What the model said of each. */
  scores: Float32Array;
  /** How much each counted. */
  weights: Float64Array;
}

/** An attribution by a linear model of the score around each image: `intercept + sum of the coefficients shown`. */
export interface LinearAttribution extends SegmentAttribution {
  /** One a segment, image after image (image `i` has `segments[i].count` of them); 0 for segments left out. */
  coefficients: Float64Array;
  /**
   * The standard error of each coefficient over other draws of the samples; 0 where nothing was drawn, infinite where the
   * samples don't tell (too few, or two segments always shown together), which `warnings` name. With feature selection or
   * the lasso they hold given the segments that were selected, whose choice another draw may change too; NaN for those left
   * out.
   */
  standardErrors: Float64Array;
  /** One an image: what the linear model says when everything is hidden. */
  intercept: Float64Array;
  /** One an image: the share of the weighted variance of the scores that the linear model explains, at most 1; NaN where they do not vary. */
  r2: Float64Array;
  /** One an image: what the linear model says of the image itself, beside `targetScores`, what the model says. */
  localPrediction: Float64Array;
  /** Of every image. */
  samples: LocalSamples[];
}

/** The linear model of one image. */
export interface LocalModel {
  coefficients: Float64Array;
  standardErrors: Float64Array;
  intercept: number;
  r2: number;
}

/** The linear models of all images as what is in the result beside the attribution. */
export function linearParts(
  models: readonly LocalModel[],
): Pick<LinearAttribution, 'coefficients' | 'standardErrors' | 'intercept' | 'r2' | 'localPrediction'> {
  return {
    coefficients: joinedCoefficients(models.map(({ coefficients }) => coefficients)),
    standardErrors: joinedCoefficients(models.map((model) => model.standardErrors)),
    intercept: Float64Array.from(models, ({ intercept }) => intercept),
    r2: Float64Array.from(models, ({ r2 }) => r2),
    localPrediction: Float64Array.from(models, ({ coefficients, intercept }) =>
      coefficients.reduce((sum, value) => sum + value, intercept),
    ),
  };
}

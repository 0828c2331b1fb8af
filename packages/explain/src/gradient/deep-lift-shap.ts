import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import { completenessDelta } from '../common/completeness';
import { readImages, rowsToTensor, type Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { repeatRows } from '../common/path-points';
import { prepare } from '../common/prepare';
import { sumAllSamples, weightedSum } from '../common/samples';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { repeatTarget, targetRows } from '../common/target';
import { deepLiftPass } from '../rules/deep-lift-pass';
import { incompleteWarnings } from '../rules/incomplete-warnings';

export interface DeepLiftShapOptions extends AttributionOptions {
  /** The images to compare with, `[baselines, h, w, c]`: every image is compared with every one of them. */
  baselines: Images;
}

import type * as tfl from '@tensorflow/tfjs-layers';
import type { Preprocessing } from './preprocessing/preprocessing';

/** What a saved model says about itself beside its layers and weights. */
export interface ModelInfo {
  /** What is done to pixels 0..1 before the model sees them. */
  preprocessing: Preprocessing;
  /** The class names in the order of the outputs; empty where unknown. */
  classes: string[];
}

const KEY = 'fer';

/** The preprocessing and class names of a model; those of a model that has none are `none` and empty. */
export function readModelInfo(model: tfl.LayersModel): ModelInfo {
  const metadata = model.getUserDefinedMetadata() as Record<string, Partial<ModelInfo>> | undefined;
  return { preprocessing: { kind: 'none' }, classes: [], ...metadata?.[KEY] };
}

/** Attaches preprocessing and class names to a model, in the place where tfjs keeps (and saves) such things. */
export function writeModelInfo(model: tfl.LayersModel, info: ModelInfo): void {
  model.setUserDefinedMetadata({ ...model.getUserDefinedMetadata(), [KEY]: info });
}

export { createModel, modelInfo, modelNames, type CreateModelOptions } from './create-model';
export type { ArchitectureInfo } from './architecture';
export { initializerNames, type InitializerName } from './initializers';
export {
  matchParameters,
  matchWidths,
  type MatchParametersOptions,
  type MatchWidthsOptions,
} from './match-parameters';
export { summarize, type ModelSummary, type LayerSummary } from './summarize';
export { formatSummary } from './format-summary';
export { convOutputSize, type ConvOutputSizeOptions } from './conv-output-size';
export { saveModel } from './save-model';
export { storeHandler } from './store-handler';
export { loadModel, modelFromTopology } from './load-model';
export { memoryStore, type ModelStore } from './store';
export {
  deleteIndexedDbStore,
  indexedDbStore,
  indexedDbStoreNames,
  type IndexedDbStoreNamesOptions,
} from './indexed-db-store';
export { predict, type ImageBatch, type PredictOptions, type Prediction } from './predict';
export { preprocess, type Preprocessing } from './preprocessing/preprocessing';
export {
  fitPreprocessing,
  fitStandardization,
  preprocessingNames,
  type PreprocessingName,
} from './preprocessing/fit-preprocessing';
export { inputRange } from './preprocessing/input-range';
export { readModelInfo, writeModelInfo, type ModelInfo } from './model-info';
export { LeanBatchNorm } from './lean-batch-norm';
export { SeededDropout, type SeededDropoutOptions } from './seeded-dropout';

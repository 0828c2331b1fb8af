export { fit, fitEpochs, type FitOptions, type EpochRecord, type EpochCallback, type History } from './fit';
export { evaluate, type EvaluateOptions } from './evaluate';
export {
  predictLabelled,
  type EvaluatedData,
  type LabelledPrediction,
  type PredictLabelledOptions,
} from './predict-labelled';
export { scores, type Evaluation, type ScoresOptions, type TopLoss } from './scores';
export { calibration, type Calibration, type CalibrationBin } from './calibration';
export { checkTestTimeViews, type TestTimeViews } from './test-time-views';
export { predictInWorkers, type PredictInWorkersOptions, type WorkersPrediction } from './predict-in-workers';
export {
  balancedAccuracy,
  confusionCounts,
  describeConfusion,
  macroF1,
  type ClassScore,
  type Confusion,
} from './confusion';
export { type Batch, type BatchSource, type LabelledData, type Pass } from './batch';
export { type OptimizerSpec } from './optimizer';
export { type FitProgress } from './fit-progress';
export { serveReplicas, type ServeReplicasOptions } from './parallel/serve-replicas';
export { WorkerPool, type WorkerPoolOptions } from './parallel/worker-pool';
export { type WorkersOptions } from './parallel/use-workers';
export { type WorkerPort } from './parallel/worker-port';

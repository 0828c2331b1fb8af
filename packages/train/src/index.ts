export { fit, fitEpochs, type History } from './fit';
export { type FitOptions, type EpochCallback } from './fit-options';
export { type EpochRecord } from './epoch-record';
export { type ObjectiveOptions } from './objective';
export {
  completeOptimizer,
  optimizerNames,
  type OptimizerSpec,
  type CompleteOptimizerSpec,
  type GradientClipping,
} from './optimizers/optimizer-spec';
export { type WeightAverage } from './optimizers/weight-average';
export {
  completeSchedule,
  scheduleNames,
  type ScheduleSpec,
  type CompleteScheduleSpec,
} from './schedules/schedule-spec';
export { learningRate, type RunPlace } from './schedules/learning-rate';
export {
  checkMonitor,
  monitorNames,
  bestRecord,
  shouldStop,
  type Monitor,
  type EarlyStopping,
} from './monitor';
export { resume, type Checkpoint, type CheckpointStore } from './checkpoints/checkpoint';
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
export { type FitProgress } from './fit-progress';
export { serveReplicas, type ServeReplicasOptions } from './parallel/serve-replicas';
export { WorkerPool, type WorkerPoolOptions } from './parallel/worker-pool';
export { type WorkersOptions } from './parallel/use-workers';
export { type WorkerPort } from './parallel/worker-port';
export {
  gradientCheck,
  type GradientCheck,
  type GradientCheckOptions,
} from './gradient-check/gradient-check';
export { type GradientCheckRow } from './gradient-check/check-row';
export {
  softmaxCrossEntropyCheck,
  type SoftmaxCrossEntropyCheckOptions,
  type SoftmaxCrossEntropyEntry,
} from './gradient-check/softmax-cross-entropy-check';
export { formatGradientCheck } from './gradient-check/format-gradient-check';

export { fit, fitEpochs, type FitOptions, type EpochRecord, type EpochCallback, type History } from './fit';
export { evaluate, type EvaluateOptions, type Evaluation, type TopLoss } from './evaluate';
export { type ClassScore, type Confusion } from './confusion';
export { type Batch, type BatchSource, type LabelledData, type Pass } from './batch';
export { type OptimizerSpec } from './optimizer';
export { type FitProgress } from './fit-progress';
export { serveReplicas, type ServeReplicasOptions } from './parallel/serve-replicas';
export { type WorkerPort } from './parallel/worker-port';

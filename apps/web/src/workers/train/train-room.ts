import { listData } from '../../library/data-sets';
import { listRuns, removeRun, type KeptRun } from '../../library/runs';

export { listData, listRuns, removeRun, type KeptRun };
export { probeBackends, type BackendReport } from './backends';
export { checkSpec, type CheckedSpec, type SpecChoice } from './check-spec';
export { filmOf, type Film } from './film';
export { openRun, reportOf, type OpenedRun } from './open-run';
export { announceEndOf } from './announce-end-of';
export { goOnTraining, pauseTraining } from './pausing';
export { trainHere, type RunSetup } from './train-here';
export { trainingOptions, type TrainingOptions } from './training-options';

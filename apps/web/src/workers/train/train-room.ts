import { listRuns, removeRun, type KeptRun } from '../../library/runs';

export { listRuns, removeRun, type KeptRun };

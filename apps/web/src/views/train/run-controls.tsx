import { texts } from '../../texts';
import { pauseRun, stopRun, unpauseRun, type LiveRun } from './live-run';

const words = texts.train.run;

/** Pause, go on, stop. Only the training can be paused, not the report. */
export function RunControls({ run: { state, step } }: { run: LiveRun }) {
  return (
    <div class="row">
      {state === 'paused' ? (
        <button type="button" onClick={() => void unpauseRun()}>
          {words.goOn}
        </button>
      ) : (
        <button
          type="button"
          disabled={state !== 'running' || step !== undefined}
          onClick={() => void pauseRun()}
        >
          {words.pause}
        </button>
      )}
      <button type="button" disabled={state === 'stopping'} onClick={stopRun}>
        {words.stop}
      </button>
    </div>
  );
}

import { texts } from '../../texts';
import { pauseRun, stopRun, unpauseRun, type LiveRun } from './live-run';

const words = texts.train.run;

/** Pause, go on, stop. */
export function RunControls({ state }: { state: LiveRun['state'] }) {
  return (
    <div class="row">
      {state === 'paused' ? (
        <button type="button" onClick={() => void unpauseRun()}>
          {words.goOn}
        </button>
      ) : (
        <button type="button" disabled={state !== 'running'} onClick={() => void pauseRun()}>
          {words.pause}
        </button>
      )}
      <button type="button" disabled={state === 'stopping'} onClick={stopRun}>
        {words.stop}
      </button>
    </div>
  );
}

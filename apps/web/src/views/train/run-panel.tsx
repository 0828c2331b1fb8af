import { useEffect } from 'preact/hooks';
import { trainRoom } from '../../workers/rooms';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useKept } from '../../ui/use-kept';
import type { OpenedRun } from '../../workers/train/open-run';
import { Curves } from './curves';
import { EpochCourse } from './epoch-course';
import { FilmPlayer } from './film-player';
import { LiveConfusion } from './live-confusion';
import { isGoingOn, live, type LiveRun } from './live-run';
import { ProgressLine } from './progress-line';
import { RunControls } from './run-controls';
import { RunResult } from './run-result';
import { Unfinished } from './unfinished';

const words = texts.train.run;

/** One run, while it goes on or as it is kept. */
export function RunPanel({ id, workers }: { id: string; workers: number }) {
  const run = live.value?.id === id ? live.value : undefined;
  const goesOn = isGoingOn(run);
  const { value: kept, error } = useKept(
    ['runs'],
    // Its record is written before the first update.
    async () => (run?.hasBegun === false && goesOn ? undefined : await trainRoom().openRun(id)),
    [goesOn, run?.hasBegun],
  );
  const state = run?.state ?? stateOf(kept);
  useEffect(() => {
    if (state === 'elsewhere') void trainRoom().announceEndOf(id);
  }, [state]);
  const spec = run?.spec ?? kept?.record.spec;
  if (spec === undefined)
    return error ? <Notice error>{error}</Notice> : <p class="quiet">{texts.app.loading}</p>;
  const epochs = run?.epochs ?? kept?.epochs ?? [];
  const record = goesOn ? undefined : kept?.record;
  return (
    <section class="card train-run" aria-labelledby="train-run">
      <div class="train-run-head">
        <h2 id="train-run">{spec.name}</h2>
        <span class="train-state" role="status">
          {state && words.state[state]}
        </span>
        {goesOn && <RunControls run={run} />}
      </div>
      {goesOn && <ProgressLine run={run} />}
      {run?.state === 'failed' && <Notice error>{run.error}</Notice>}
      {record?.result && <RunResult id={id} record={record} />}
      {record && !record.result && (
        <Unfinished id={id} record={record} dataId={kept!.dataId} workers={workers} />
      )}
      {goesOn && <EpochCourse course={run.course} />}
      <Curves epochs={epochs} progress={run?.progress} />
      <div class="train-beside">
        <FilmPlayer id={id} epochs={epochs.length} />
        <LiveConfusion {...confusionOf(run, kept)} epoch={epochs.at(-1)?.epoch} />
      </div>
    </section>
  );
}

function stateOf(kept: OpenedRun | undefined) {
  const status = kept?.record.status;
  return status === 'running' ? 'elsewhere' : status;
}

/** That of the result where there is one, else the last one of the training. */
function confusionOf(run: LiveRun | undefined, kept: OpenedRun | undefined) {
  const heldOut = isGoingOn(run) ? undefined : kept?.confusion;
  return {
    counts: heldOut ?? run?.confusion,
    isHeldOut: heldOut !== undefined,
    classes: kept?.record.classes,
  };
}

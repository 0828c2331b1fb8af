import { useEffect } from 'preact/hooks';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { chosenWorkers } from './backend-choice';
import { isGoingOn, live } from './live-run';
import { NewRun } from './new-run';
import { RunList } from './run-list';
import { RunPanel } from './run-panel';
import '../../style/train.css';

const words = texts.train;

/** Sets up, watches and keeps runs. */
export function TrainView() {
  const { run } = route.value.params;
  const going = isGoingOn(live.value) ? live.value.id : undefined;
  const shown = run ?? going;
  // It is still shown when it has ended.
  useEffect(() => {
    if (!run && going) setParams({ run: going });
  }, [run, going]);
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <div id="train-shown">
        {shown && <RunPanel key={shown} id={shown} workers={chosenWorkers(navigator.hardwareConcurrency)} />}
      </div>
      {shown ? (
        <details class="card train-new">
          <summary>{words.form.summary}</summary>
          <NewRun />
        </details>
      ) : (
        <section class="card" aria-labelledby="train-new">
          <h2 id="train-new">{words.form.title}</h2>
          <NewRun />
        </section>
      )}
      <RunList />
    </>
  );
}

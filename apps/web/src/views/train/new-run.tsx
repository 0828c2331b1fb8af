import { trainRoom } from '../../workers/rooms';
import { setParams } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useAnswer } from '../../ui/use-answer';
import { useKept } from '../../ui/use-kept';
import { BackendChoice, chosenBackend, chosenWorkers } from './backend-choice';
import { Elsewhere } from './elsewhere';
import { changes, checked, checking, dataId, mistake, studyName } from './form-state';
import { refused, startRun } from './live-run';
import { SpecForm } from './spec-form';

const words = texts.train.form;

/** The form of a run, and what starts it. */
export function NewRun() {
  const options = useAnswer(() => trainRoom().trainingOptions(), []);
  const backends = useAnswer(() => trainRoom().probeBackends(), []);
  const sets = useKept(['data'], () => trainRoom().listData());
  const failed = options.error ?? backends.error ?? sets.error;
  if (failed) return <Notice error>{failed}</Notice>;
  const isRead = checked.value !== undefined || mistake.value !== undefined;
  if (!options.value || !backends.value || !sets.value || !isRead)
    return <p class="quiet">{texts.app.loading}</p>;
  const { threads } = options.value;
  const backend = chosenBackend(backends.value);
  const spec = checked.value?.spec;
  const ready = spec && backend && !mistake.value && !checking.value;
  const start = () => {
    if (ready) void startRun({ spec, dataId: dataId.value, backend }, chosenWorkers(threads));
  };
  const isChanged = Object.keys(changes.value).length > 0 || studyName.value !== undefined;
  return (
    <form class="train-form" onSubmit={(event) => (event.preventDefault(), start())}>
      <SpecForm options={options.value} sets={sets.value} />
      <BackendChoice reports={backends.value} threads={threads} />
      {refused.value && <Notice error>{refused.value}</Notice>}
      <div class="row">
        <button type="submit" class="primary" disabled={!ready}>
          {words.start}
        </button>
        {isChanged && (
          <button type="button" onClick={() => setParams({ spec: undefined, study: undefined })}>
            {words.defaults}
          </button>
        )}
      </div>
      {spec && <Elsewhere spec={spec} backend={backend} />}
    </form>
  );
}

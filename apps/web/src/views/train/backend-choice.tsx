import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { preferredBackend, type BackendReport } from '../../workers/train/backends';
import type { BackendName } from '../../workers/start-backend';
import { NumberField, SelectField } from './fields';
import { shown } from './form-state';

const words = texts.train.backend;

/** The backend that the address asks for, else the best that is there. */
export function chosenBackend(reports: readonly BackendReport[]): BackendName | undefined {
  const asked = reports.find(({ name, available }) => name === route.value.params.backend && available);
  return asked?.name ?? preferredBackend(reports);
}

/** Threads for replicas, as the address asks for them. */
export function chosenWorkers(threads: number): number {
  const asked = Number(route.value.params.workers);
  return Number.isInteger(asked) && asked >= 1 ? asked : threads;
}

/** Where it is computed: what is there, and why not. */
export function BackendChoice({ reports, threads }: { reports: readonly BackendReport[]; threads: number }) {
  const preferred = preferredBackend(reports);
  const chosen = chosenBackend(reports);
  const there = reports.filter(({ available }) => available);
  const replicas = Number(shown('training.replicas')) || 1;
  return (
    <fieldset class="train-backend">
      <legend>{words.title}</legend>
      {preferred === undefined ? (
        <Notice error>{words.none}</Notice>
      ) : (
        <div class="train-fields">
          <SelectField
            label={words.label}
            value={route.value.params.backend ?? ''}
            options={[
              { value: '', name: words.auto(words.names[preferred]) },
              ...there.map(({ name }) => ({ value: name, name: words.names[name] })),
            ]}
            onValue={(name) => setParams({ backend: name || undefined })}
          />
          {chosen === 'wasm' && (
            <NumberField
              label={words.workers}
              help={words.workersHelp(threads, replicas)}
              value={chosenWorkers(threads)}
              onValue={(value) => setParams({ workers: value === undefined ? undefined : String(value) })}
            />
          )}
        </div>
      )}
      <ul class="train-backends">
        {reports.map((report) => (
          <li key={report.name}>
            <strong>{words.names[report.name]}</strong>: {stateOf(report)}
          </li>
        ))}
      </ul>
      <p class="quiet">
        {chosen === 'wasm' ? words.wasmNumbers : words.gpuNumbers}
        {chosen === 'wasm' && !crossOriginIsolated && ` ${words.notIsolated}`}
      </p>
    </fieldset>
  );
}

function stateOf({ available, why, device, inSoftware }: BackendReport): string {
  if (!available) return `${words.missing}: ${why}`;
  return `${inSoftware ? words.slow : words.there}${device ? ` (${device})` : ''}`;
}

import { useState } from 'preact/hooks';
import type { KeptRun } from '../../library/runs';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { percent } from './words';

const words = texts.train.runs;

interface RunRowProps {
  run: KeptRun;
  /** This tab trains it. */
  isOurs: boolean;
  remove: () => void;
  save: () => void;
}

export function RunRow({ run: { id, record }, isOurs, remove, save }: RunRowProps) {
  const [isAsked, setAsked] = useState(false);
  const { spec, status, epochsDone, result, startedAt } = record;
  const isChosen = route.value.params.model === `run:${id}`;
  const of = <span class="visually-hidden"> {words.of(spec.name)}</span>;
  const state = status === 'running' && !isOurs ? 'elsewhere' : status;
  return (
    <tr>
      <th scope="row">
        {spec.name}
        {isChosen && <span class="train-chosen"> ✓ {words.chosen}</span>}
      </th>
      <td>{texts.train.run.state[state]}</td>
      <td>{spec.data.source}</td>
      <td class="number">
        {epochsDone}/{spec.training.epochs}
      </td>
      <td class="number">{result ? percent(result.accuracy) : '–'}</td>
      <td>{startedAt ? new Date(startedAt).toLocaleString(undefined, DATE) : '–'}</td>
      <td>
        {isAsked ? (
          <div class="train-actions" role="group" aria-label={words.sure(spec.name)}>
            <span>{words.sure(spec.name)}</span>
            <button type="button" class="small" onClick={remove}>
              {words.removeIt}
            </button>
            <button type="button" class="small" onClick={() => setAsked(false)}>
              {words.keep}
            </button>
          </div>
        ) : (
          <div class="train-actions">
            <button type="button" class="small" onClick={() => show(id)}>
              {words.show}
              {of}
            </button>
            <button
              type="button"
              class="small"
              disabled={record.bestEpoch === 0 || isChosen}
              onClick={() => setParams({ model: `run:${id}` })}
            >
              {words.choose}
              {of}
            </button>
            <button type="button" class="small" disabled={status === 'running'} onClick={save}>
              {words.export}
              {of}
            </button>
            <button
              type="button"
              class="small"
              disabled={status === 'running'}
              onClick={() => setAsked(true)}
            >
              {words.remove}
              {of}
            </button>
          </div>
        )}
      </td>
    </tr>
  );
}

const DATE = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** What is shown stands above the list. */
function show(id: string): void {
  setParams({ run: id });
  document.querySelector('#train-shown')?.scrollIntoView();
}

import { useEffect, useState } from 'preact/hooks';
import type { KeptRun } from '../../library/runs';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useKept } from '../../ui/use-kept';
import { saveFile } from '../../ui/save-file';
import { dataRoom, trainRoom } from '../../workers/rooms';
import { FilePick } from './file-pick';
import { fileName } from './words';
import { isGoingOn, live } from './live-run';
import { RunRow } from './run-row';

const words = texts.train.runs;

/** The runs that this browser keeps. */
export function RunList() {
  const { value: runs, error } = useKept(['runs'], () => trainRoom().listRuns());
  const [failed, setFailed] = useState<string | undefined>(undefined);
  const ours = isGoingOn(live.value) ? live.value.id : undefined;
  useEffect(() => {
    for (const { id, record } of runs ?? [])
      if (record.status === 'running' && id !== ours) void trainRoom().announceEndOf(id);
  }, [runs]);
  const trying = (work: () => Promise<void>) => () => {
    setFailed(undefined);
    work().catch((thrown: Error) => setFailed(thrown.message));
  };
  return (
    <section aria-labelledby="train-runs">
      <h2 id="train-runs">{words.title}</h2>
      {(error ?? failed) && <Notice error>{error ?? failed}</Notice>}
      {runs?.length === 0 && <p class="quiet">{words.none}</p>}
      {runs && runs.length > 0 && (
        <div class="train-table" tabIndex={0} role="region" aria-label={words.title}>
          <table>
            <caption class="visually-hidden">{words.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.data}</th>
                <th scope="col" class="number">
                  {words.epochs}
                </th>
                <th scope="col" class="number">
                  {words.accuracy}
                </th>
                <th scope="col">{words.date}</th>
                <th scope="col">{words.actions}</th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow
                  key={run.id}
                  run={run}
                  isOurs={run.id === ours}
                  remove={trying(() => remove(run.id))}
                  save={trying(() => save(run))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <FilePick label={words.import} onFile={(file) => trying(() => bringIn(file))()} />
    </section>
  );
}

async function remove(id: string): Promise<void> {
  await trainRoom().removeRun(id);
  const { model, run } = route.peek().params;
  setParams({ ...(model === `run:${id}` && { model: undefined }), ...(run === id && { run: undefined }) });
}

async function save({ id, record }: KeptRun): Promise<void> {
  saveFile(await dataRoom().zipRun(id), `${fileName(record.spec.name)}-${id}.zip`);
}

async function bringIn(file: File): Promise<void> {
  setParams({ run: await dataRoom().unzipRun([file]) });
}

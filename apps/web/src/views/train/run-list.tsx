import { useEffect, useState } from 'preact/hooks';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useKept } from '../../ui/use-kept';
import { trainRoom } from '../../workers/rooms';
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
  const remove = async (id: string) => {
    try {
      await trainRoom().removeRun(id);
      const { model, run } = route.peek().params;
      setParams({
        ...(model === `run:${id}` && { model: undefined }),
        ...(run === id && { run: undefined }),
      });
    } catch (thrown) {
      setFailed((thrown as Error).message);
    }
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
                <RunRow key={run.id} run={run} isOurs={run.id === ours} remove={() => void remove(run.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

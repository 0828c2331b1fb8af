import { useState } from 'preact/hooks';
import type { RunRecord } from '@fer/experiments';
import { trainRoom } from '../../workers/rooms';
import { linkTo } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useKept } from '../../ui/use-kept';
import { resumeRun } from './live-run';

const words = texts.train.run;

interface UnfinishedProps {
  id: string;
  record: RunRecord;
  dataId: string;
  workers: number;
}

/** A run that was stopped, or whose tab was closed: it can go on where its data are. */
export function Unfinished({ id, record, dataId, workers }: UnfinishedProps) {
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const { value: sets } = useKept(['data'], () => trainRoom().listData());
  if (record.status === 'running') return null;
  const { epochsDone, spec } = record;
  const isHere = sets?.some((set) => set.id === dataId) ?? true;
  return (
    <>
      <p>{howFar(epochsDone, spec.training.epochs)}</p>
      {isHere ? (
        <button
          type="button"
          class="primary"
          onClick={() => void resumeRun(id, workers).catch((error: Error) => setRefused(error.message))}
        >
          {words.resume}
        </button>
      ) : (
        <Notice>
          {words.noData(spec.data.source)} <a href={linkTo('data')}>{texts.train.form.bring}</a>
        </Notice>
      )}
      {refused && <Notice error>{refused}</Notice>}
    </>
  );
}

function howFar(done: number, epochs: number): string {
  if (done === 0) return words.stoppedBefore;
  return done < epochs ? words.stoppedAfter(done, epochs) : words.stoppedAfterAll;
}

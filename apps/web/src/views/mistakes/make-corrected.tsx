import { useState } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import { linkTo } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { dataRoom } from '../../workers/rooms';
import { nameOf } from '../data/choose-data';

type Made =
  { state: 'not' | 'making' } | { state: 'made'; made: DataInfo } | { state: 'failed'; error: string };

/** Keeps a new set with the changes carried out, to train on. */
export function MakeCorrected({ info }: { info: DataInfo }) {
  const words = texts.mistakes.changes;
  const [name, setName] = useState(words.correctedName(nameOf(info)));
  const [made, setMade] = useState<Made>({ state: 'not' });
  const make = async (event: Event) => {
    event.preventDefault();
    setMade({ state: 'making' });
    try {
      setMade({ state: 'made', made: await dataRoom().keepCorrected(info.id, name.trim()) });
    } catch (error) {
      setMade({ state: 'failed', error: (error as Error).message });
    }
  };
  return (
    <>
      <form class="row" onSubmit={(event) => void make(event)}>
        <label class="field corrected-name">
          <span>{words.correctName}</span>
          <input value={name} required onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={made.state === 'making' || !name.trim()}>
          {words.correct}
        </button>
      </form>
      {made.state === 'failed' && <Notice error>{made.error}</Notice>}
      {made.state === 'made' && (
        <Notice>
          {words.corrected(made.made.name, made.made.shape[0])}{' '}
          <a href={linkTo('train', { data: made.made.id })}>{words.train}</a>{' '}
          <a href={linkTo('data', { data: made.made.id })}>{words.look}</a>
        </Notice>
      )}
    </>
  );
}

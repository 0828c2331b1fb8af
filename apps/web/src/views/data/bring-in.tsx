import { useState } from 'preact/hooks';
import { texts } from '../../texts';
import { FileInput } from '../../ui/file-input';
import { Notice } from '../../ui/notice';
import { chosenFiles, droppedFiles } from './chosen-files';
import { useBringIn, type Bringing } from './use-bring-in';

/** Where a file or a folder becomes a data set of this browser. */
export function BringIn() {
  const { bringing, bring, stop, fail } = useBringIn();
  const [over, setOver] = useState(false);
  const { title, lead, drop, file, folder } = texts.data.bring;
  const busy = bringing.state === 'reading';
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!busy && event.dataTransfer) droppedFiles(event.dataTransfer.items).then(bring, fail);
  };
  const choose = (files: File[]) => void bring(chosenFiles(files));
  return (
    <section aria-labelledby="bring-in">
      <h2 id="bring-in">{title}</h2>
      <p>{lead}</p>
      <div
        class={over ? 'drop over' : 'drop'}
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <p>{drop}</p>
        <div class="row">
          <FileInput label={file} accept=".csv,.gz,.zip" disabled={busy} onFiles={choose} />
          <FileInput label={folder} folder disabled={busy} onFiles={choose} />
        </div>
      </div>
      <BringingNow bringing={bringing} stop={stop} bring={bring} />
    </section>
  );
}

function BringingNow({
  bringing,
  stop,
  bring,
}: { bringing: Bringing } & Pick<ReturnType<typeof useBringIn>, 'stop' | 'bring'>) {
  const words = texts.data.bring;
  switch (bringing.state) {
    case 'nothing':
      return null;
    case 'stopped':
      return <Notice>{words.stopped}</Notice>;
    case 'reading': {
      const { name, progress } = bringing;
      const done = progress !== undefined && progress.done === progress.total;
      return (
        <div class="bringing">
          <p id="bringing">{words.reading(name)}</p>
          <progress aria-labelledby="bringing" value={progress?.done} max={progress?.total} />
          <p class="quiet">
            {done ? words.keeping : progress && words.progress(progress.rows, progress.done, progress.total)}
          </p>
          <button type="button" onClick={stop}>
            {words.stop}
          </button>
        </div>
      );
    }
    case 'failed': {
      const { message, again } = bringing;
      return (
        <Notice error>
          {message}
          {again && (
            <p>
              {words.bad}{' '}
              <button type="button" onClick={() => void bring(again, { skipBadRows: true })}>
                {words.skip}
              </button>
            </p>
          )}
        </Notice>
      );
    }
    case 'kept': {
      const { info, skipped } = bringing.read;
      const untold = skipped.count - skipped.first.length;
      return (
        <Notice>
          {words.done(info.name, info.shape[0])}
          {skipped.count > 0 && (
            <>
              <p>{words.skipped(skipped.count)}</p>
              <ul>
                {skipped.first.map((message) => (
                  <li key={message}>{message}</li>
                ))}
                {untold > 0 && <li>{words.more(untold)}</li>}
              </ul>
            </>
          )}
        </Notice>
      );
    }
  }
}

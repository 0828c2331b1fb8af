import { useEffect, useState } from 'preact/hooks';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import type { Picture } from '../../ui/pixels';
import { ownPicture } from './asked-picture';
import { readPicture } from './read-picture';
import { Snapshot } from './snapshot';

/** A picture from a file, the clipboard, a drop or the camera. */
export function OwnSources() {
  const words = texts.explain.picture;
  const [error, setError] = useState<string>();
  const [camera, setCamera] = useState(false);

  const show = (name: string, photo: Picture) => {
    setError(undefined);
    setCamera(false);
    ownPicture.value = { name, photo };
  };
  const open = async (file: File | undefined, name = file?.name ?? '') => {
    if (!file?.type.startsWith('image/')) return setError(words.noPicture);
    await readPicture(file).then(
      (photo) => show(name, photo),
      () => setError(words.noPicture),
    );
  };
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (file) void open(file, words.pasted);
    };
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      void open(event.dataTransfer?.files[0]);
    };
    addEventListener('paste', paste);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('paste', paste);
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  }, []);

  return (
    <details class="own-sources" open={ownPicture.value !== undefined}>
      <summary>{words.own}</summary>
      <div class="row">
        <label class="button file">
          {words.file}
          <input
            type="file"
            class="visually-hidden"
            accept="image/*"
            onChange={(event) => {
              void open(event.currentTarget.files?.[0]);
              event.currentTarget.value = '';
            }}
          />
        </label>
        {!camera && (
          <button type="button" onClick={() => setCamera(true)}>
            {words.camera}
          </button>
        )}
        {ownPicture.value && (
          <button type="button" onClick={() => (ownPicture.value = undefined)}>
            {words.back}
          </button>
        )}
      </div>
      <p class="quiet">{words.hint}</p>
      {camera && (
        <Snapshot onTake={(photo) => show(words.snapshot, photo)} onClose={() => setCamera(false)} />
      )}
      {error && <Notice error>{error}</Notice>}
    </details>
  );
}

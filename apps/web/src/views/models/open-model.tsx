import { useRef, useState } from 'preact/hooks';
import type { FoundModel } from '../../workers/ask/import-model';
import type { ModelFile } from '../../workers/data/model-files';
import { fetchModelFiles } from '../../library/fetch-model';
import { setParams } from '../../route';
import { texts } from '../../texts';
import { FileInput } from '../../ui/file-input';
import { Notice } from '../../ui/notice';
import { askRoom, dataRoom } from '../../workers/rooms';
import { AboutForm, type Said } from './about-form';

const words = texts.models.open;

interface Found {
  files: ModelFile[];
  model: FoundModel;
  from: string;
}

/** Brings in a model: from files, a folder, a zip or an address; it is tried out before it is kept. */
export function OpenModel() {
  const [found, setFound] = useState<Found>();
  const [state, setState] = useState<{ working?: string; problem?: string }>({});
  const stop = useRef<AbortController>(null);

  const read = async (from: string, get: (signal: AbortSignal) => Promise<ModelFile[]>) => {
    stop.current?.abort();
    const { signal } = (stop.current = new AbortController());
    setFound(undefined);
    setState({ working: words.reading });
    try {
      const files = await get(signal);
      const model = await askRoom().inspectModel(files);
      if (signal.aborted) return;
      setFound({ files, model, from });
      setState({});
    } catch (error) {
      if (!signal.aborted) setState({ problem: (error as Error).message });
    }
  };
  const readFiles = (files: readonly File[]) => {
    if (files.length === 0) return;
    const from = files[0].webkitRelativePath.split('/')[0] || files[0].name;
    void read(from, () => dataRoom().modelFilesOf([...files]));
  };
  const readAddress = (address: string) =>
    void read(address, async (signal) => {
      const onProgress = (loaded: number, path: string) =>
        setState({ working: words.fetched(`${(loaded / 1e6).toFixed(1)} MB`, path) });
      const files = await fetchModelFiles(address, { signal, onProgress });
      const zip = files.find(({ path }) => path.endsWith('.zip'));
      return zip
        ? dataRoom().modelFilesOf([new File([zip.bytes as Uint8Array<ArrayBuffer>], zip.path)])
        : dataRoom().selectModelFiles(files);
    });
  const keep = async (said: Said) => {
    const { files, model, from } = found!;
    try {
      const { outputCount: _, ...rest } = model;
      const ref = await askRoom().keepModel(files, { ...rest, ...said, from });
      setFound(undefined);
      setParams({ model: ref });
    } catch (error) {
      setState({ problem: (error as Error).message });
    }
  };
  return (
    <section
      class="card open-model"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        readFiles([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <div class="row">
        <FileInput label={words.files} multiple onFiles={readFiles} />
        <FileInput label={words.folder} folder onFiles={readFiles} />
        <span class="quiet">{words.drop}</span>
      </div>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          // What stands in the field, also where the view has not been drawn since it was typed.
          readAddress(new FormData(event.currentTarget).get('address') as string);
        }}
      >
        <label class="field wide">
          <span>{words.address}</span>
          <input type="url" required placeholder={words.addressHint} name="address" />
        </label>
        <button type="submit">{words.load}</button>
      </form>
      {state.working && (
        <Notice>
          {state.working}{' '}
          <button type="button" class="small" onClick={() => (stop.current?.abort(), setState({}))}>
            {words.stop}
          </button>
        </Notice>
      )}
      {state.problem && <Notice error>{state.problem}</Notice>}
      {found && (
        <AboutForm
          key={found.from}
          model={found.model}
          outputCount={found.model.outputCount}
          name={found.from
            .split('/')
            .at(-1)!
            .replace(/\.(zip|json)$/i, '')}
          onKeep={(said) => void keep(said)}
          onCancel={() => setFound(undefined)}
        />
      )}
    </section>
  );
}

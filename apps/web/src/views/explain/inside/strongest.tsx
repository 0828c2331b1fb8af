import { imageGrid } from '@fer/viz';
import { useEffect } from 'preact/hooks';
import type { ModelRef } from '../../../library/model-ref';
import { linkTo } from '../../../route';
import { texts } from '../../../texts';
import { FigureView } from '../../../ui/figure';
import { Notice } from '../../../ui/notice';
import { useLongAnswer } from '../../../ui/use-long-answer';
import type { StrongestImages } from '../../../workers/ask/look-inside';
import { askRoom, dataRoom } from '../../../workers/rooms';
import { dataId } from '../asked-picture';

/** Pictures of the data set that are looked at, spread evenly over it. */
const PICTURES = 300;
/** Of a filter. */
const TOP = 8;

/** What of the data set moves the filters of a layer most; looked for once a layer. */
export function Strongest({
  modelRef,
  layer,
  filter,
}: {
  modelRef: ModelRef;
  layer: string;
  filter: number;
}) {
  const words = texts.explain.inside;
  const id = dataId();
  const { value, progress, error, ask, stop } = useLongAnswer<StrongestImages>(
    `${modelRef} ${id} ${layer}`,
    async (signal, onProgress) => {
      const { count } = await dataRoom().columnsOf(id);
      const step = Math.max(1, count / PICTURES);
      const rows = Array.from({ length: Math.min(count, PICTURES) }, (_, i) => Math.floor(i * step));
      return askRoom().strongestImages(modelRef, id, rows, layer, TOP, signal, onProgress);
    },
  );
  useEffect(() => void ask(), [modelRef, id, layer]);
  return (
    <div>
      <h4>{words.strongest}</h4>
      {error && <Notice error>{error}</Notice>}
      {progress && (
        <p class="row">
          <progress aria-label={words.strongest} value={progress.done} max={progress.total || undefined} />
          <span class="quiet">{words.looking(progress.done, progress.total)}</span>
          <button type="button" class="small" onClick={stop}>
            {words.stop}
          </button>
        </p>
      )}
      {value && <Found found={value} filter={filter} />}
      {!value && !progress && (
        <button type="button" class="small" onClick={() => void ask()}>
          {words.start}
        </button>
      )}
    </div>
  );
}

function Found({ found, filter }: { found: StrongestImages; filter: number }) {
  const words = texts.explain.inside;
  const { layer, images, deadMeans, filters, crops } = found;
  const { dead, top, ...numbers } = filters[filter];
  const crop = crops[filter];
  const captions = top.map(({ value, image }) => `${value.toPrecision(3)}\nrow ${image}`);
  return (
    <>
      {dead && <p>{words.dead(deadMeans)}</p>}
      {crop && (
        <FigureView
          figure={imageGrid(
            { data: crop.data, shape: crop.shape },
            { theme: 'auto', title: '', captions, columns: TOP, caption: words.strongestOf(images, layer) },
          )}
          name={`${layer}-${filter}-strongest`}
          label={words.strongestLabel(filter)}
        />
      )}
      {!crop && !dead && <p class="quiet">{words.noField}</p>}
      {top.length > 0 && (
        <p class="quiet rows">
          {top.map(({ image }) => (
            <a key={image} href={linkTo('explain', { image: `set:${image}` })}>
              {texts.explain.picture.inSet(image)}
            </a>
          ))}
        </p>
      )}
      <h4>{words.statistics}</h4>
      <dl class="facts">
        {Object.entries(words.statisticNames).map(([name, label]) => (
          <>
            <dt key={name}>{label}</dt>
            <dd>{writtenAs(name, numbers[name as keyof typeof numbers])}</dd>
          </>
        ))}
      </dl>
    </>
  );
}

const writtenAs = (name: string, value: number) =>
  name.startsWith('active') ? `${(value * 100).toFixed(1)} %` : String(Number(value.toPrecision(3)));

import { useEffect, useMemo, useState } from 'preact/hooks';
import { setParams } from '../../route';
import { texts } from '../../texts';
import { Choice } from '../../ui/choice';
import { Notice } from '../../ui/notice';
import { Pixels } from '../../ui/pixels';
import { useAnswer } from '../../ui/use-answer';
import type { Columns } from '../../workers/data/columns';
import { dataRoom } from '../../workers/rooms';

const AT_ONCE = 12;
const ALL = '';

/** Pictures of the data set to choose one of, a few at a time, of a part and a class. */
export function ImageStrip({ dataId, columns, row }: { dataId: string; columns: Columns; row: number }) {
  const words = texts.explain.picture;
  const { classes, parts, labels, partOf, count } = columns;
  const [part, setPart] = useState(ALL);
  const [label, setLabel] = useState(ALL);
  const rows = useMemo(
    () =>
      Array.from({ length: count }, (_, i) => i).filter(
        (i) =>
          (part === ALL || parts[partOf[i]] === part) &&
          (label === ALL || classes[labels?.[i] ?? -1] === label),
      ),
    [columns, part, label],
  );
  const place = rows.indexOf(row);
  const [start, setStart] = useState(0);
  // The chosen one is among those that are shown.
  useEffect(() => {
    if (place >= 0) setStart(Math.floor(place / AT_ONCE) * AT_ONCE);
    else setStart(0);
  }, [rows, place]);
  const shown = rows.slice(start, start + AT_ONCE);
  const pictures = useAnswer(
    async () => ({ shown: shown.join(), ...(await dataRoom().imagesOf(dataId, shown)) }),
    [dataId, shown.join()],
  );
  const choose = (to: number | undefined) => to !== undefined && setParams({ image: `set:${to}` });
  const options = (names: readonly string[]) => [
    { value: ALL, name: words.all },
    ...names.map((name) => ({ value: name, name })),
  ];
  return (
    <div class="strip">
      <div class="row">
        {parts.length > 1 && (
          <Choice label={words.part} value={part} options={options(parts)} onChoose={setPart} />
        )}
        {labels && (
          <Choice label={words.class} value={label} options={options(classes)} onChoose={setLabel} />
        )}
        <button type="button" disabled={place <= 0} onClick={() => choose(rows[place - 1])}>
          {words.previous}
        </button>
        <button type="button" disabled={place === rows.length - 1} onClick={() => choose(rows[place + 1])}>
          {words.next}
        </button>
        {place >= 0 && <span class="quiet">{words.number(place + 1, rows.length)}</span>}
      </div>
      {pictures.error && <Notice error>{pictures.error}</Notice>}
      {rows.length === 0 && <p>{words.none}</p>}
      <div class="strip-pictures">
        <button type="button" class="small" disabled={start === 0} onClick={() => setStart(start - AT_ONCE)}>
          {words.earlier}
        </button>
        <ul aria-label={words.strip}>
          {shown.map((one, i) => (
            <li key={one}>
              <button
                type="button"
                class="strip-picture"
                aria-pressed={one === row}
                aria-label={words.inSet(one, labels && classes[labels[one]])}
                onClick={() => choose(one)}
              >
                {pictures.value?.shown === shown.join() && (
                  <Pixels picture={pictureAt(pictures.value, i)} label="" size={56} />
                )}
              </button>
            </li>
          ))}
        </ul>
        <button
          type="button"
          class="small"
          disabled={start + AT_ONCE >= rows.length}
          onClick={() => setStart(start + AT_ONCE)}
        >
          {words.later}
        </button>
      </div>
    </div>
  );
}

function pictureAt(
  { images, shape: [, h, w, c] }: { images: Uint8Array; shape: readonly number[] },
  i: number,
) {
  const size = h * w * c;
  return { data: images.subarray(i * size, (i + 1) * size), shape: [h, w, c] as const };
}

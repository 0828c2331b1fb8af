import { useEffect, useRef, useState } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import type { LabelChange } from '../../library/label-changes';
import { linkTo } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { Pixels, type Picture } from '../../ui/pixels';
import { dataRoom } from '../../workers/rooms';

const SIZE = 96;

/** What is known of an image that was answered. */
export interface AnsweredImage {
  row: number;
  name: string;
  split?: string;
  label: string;
  predicted: string;
  confidence: number;
  model: string;
}

/** An image with what explains the answer, and what can be done about its label. */
export function MistakeCard({
  info,
  image,
  picture,
  map,
  method,
  change,
  want,
}: {
  info: DataInfo;
  image: AnsweredImage;
  picture: Picture;
  map: Picture | undefined;
  method: string | undefined;
  change: LabelChange | undefined;
  want: (wanted: { row: number; face: Picture }) => void;
}) {
  const words = texts.mistakes.images;
  const { row, name, label, predicted, confidence } = image;
  const card = useWhenSeen(() => want({ row, face: picture }), [want]);
  return (
    <li ref={card} class={change ? 'mistake-card changed' : 'mistake-card'}>
      <div class="pair">
        <Pixels picture={picture} label={words.face(name, label)} size={SIZE} />
        {map && method ? (
          <Pixels picture={map} label={words.map(texts.mistakes.methods[method], predicted)} size={SIZE} />
        ) : (
          method && <span class="map-place" />
        )}
      </div>
      <p>
        <a href={linkTo('explain', { image: `set:${row}` })} aria-label={words.openNamed(name)}>
          {name}
        </a>
        <span class="quiet"> {words.said(predicted, confidence)}</span>
      </p>
      <ChangeLabel info={info} image={image} change={change} />
    </li>
  );
}

/** Gives an image another label, drops it, or takes that back. */
function ChangeLabel({
  info,
  image: { row, name, split, label, predicted, confidence, model },
  change,
}: {
  info: DataInfo;
  image: AnsweredImage;
  change: LabelChange | undefined;
}) {
  const words = texts.mistakes.images;
  const [error, setError] = useState<string>();
  const save = (changes: Parameters<ReturnType<typeof dataRoom>['changeLabels']>[1]) =>
    dataRoom()
      .changeLabels(info.id, changes)
      .then(
        () => setError(undefined),
        (error: unknown) => setError((error as Error).message),
      );
  const ground = { index: row, id: name, split, label, predicted, confidence, model };
  const relabel = (newLabel: string) =>
    newLabel === label ? save({ undo: [row] }) : save({ set: [{ ...ground, newLabel }] });
  return (
    <div class="row change-label">
      {error && <Notice error>{error}</Notice>}
      {change && change.newLabel === undefined ? (
        <span>{words.dropped(label)}</span>
      ) : (
        <>
          <select
            class="small"
            aria-label={words.labelNamed(name)}
            value={change?.newLabel ?? label}
            onChange={(event) => void relabel(event.currentTarget.value)}
          >
            {info.classes.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
          <button
            type="button"
            class="small"
            aria-label={words.dropNamed(name)}
            onClick={() => void save({ set: [ground] })}
          >
            {words.drop}
          </button>
        </>
      )}
      {change && (
        <button
          type="button"
          class="small"
          aria-label={words.undoNamed(name)}
          onClick={() => void save({ undo: [row] })}
        >
          {words.undo}
        </button>
      )}
    </div>
  );
}

/** Calls once when the element comes near the window, and again when `inputs` change. */
function useWhenSeen(seen: () => void, inputs: readonly unknown[]) {
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        seen();
      },
      { rootMargin: '200px' },
    );
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, inputs);
  return element;
}

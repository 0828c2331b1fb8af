import { useEffect, useRef, useState } from 'preact/hooks';
import { linkTo } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { Pixels } from '../../ui/pixels';
import { useAnswer } from '../../ui/use-answer';
import { dataRoom } from '../../workers/rooms';

export interface Face {
  /** Its row in the set. */
  row: number;
  /** What stands under it. */
  caption?: string;
  /** What a screen reader says after that. */
  more?: string;
}

/** Some images of a set, each a link that opens it in Explain; one stop of the tab key, the arrows go on from there. */
export function FaceGrid({
  dataId,
  faces,
  label,
  onShown,
}: {
  dataId: string;
  faces: readonly Face[];
  label: string;
  onShown?: () => void;
}) {
  const rows = faces.map(({ row }) => row);
  const key = rows.join();
  const pictures = useAnswer(async () => ({ key, ...(await dataRoom().imagesOf(dataId, rows)) }), [key]);
  useEffect(() => {
    if (pictures.value || pictures.error) onShown?.();
  }, [pictures.value, pictures.error]);
  const list = useRef<HTMLUListElement>(null);
  const [current, setCurrent] = useState(0);
  const shown = pictures.value?.key === key ? pictures.value : undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const to = target(event.key, links.indexOf(event.target as HTMLAnchorElement), links);
    if (to === undefined) return;
    event.preventDefault();
    links[to].focus();
  };
  return (
    <>
      {pictures.error && <Notice error>{pictures.error}</Notice>}
      <ul ref={list} class="faces" aria-label={label} aria-busy={pictures.pending} onKeyDown={onKeyDown}>
        {faces.map(({ row, caption, more }, i) => (
          <li key={row}>
            <a
              href={linkTo('explain', { image: `set:${row}` })}
              title={[texts.data.browse.image(row), caption, more].filter(Boolean).join(', ')}
              tabIndex={i === Math.min(current, faces.length - 1) ? 0 : -1}
              onFocus={() => setCurrent(i)}
            >
              {/* A picture says nothing to who does not see it: what is known of it follows. */}
              <span aria-hidden="true">
                {shown ? (
                  <Pixels picture={pictureAt(shown, i)} label={caption ?? String(row)} size={64} />
                ) : (
                  <span class="face-place" />
                )}
              </span>
              <span class="face-caption">
                <span class="visually-hidden">
                  {texts.data.browse.image(row)}
                  {caption && ', '}
                </span>
                {caption}
                {more && <span class="visually-hidden">, {more}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** One of several images. */
export function pictureAt(
  { images, shape: [, h, w, c] }: { images: Uint8Array; shape: readonly number[] },
  i: number,
) {
  const size = h * w * c;
  return { data: images.subarray(i * size, (i + 1) * size), shape: [h, w, c] as const };
}

/** Where a key leads from a link; up and down by where the links stand. */
function target(key: string, at: number, links: readonly HTMLElement[]): number | undefined {
  if (at < 0) return undefined;
  const columns = links.filter(({ offsetTop }) => offsetTop === links[0].offsetTop).length;
  const to = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: links.length - 1,
  }[key];
  return to !== undefined && to >= 0 && to < links.length ? to : undefined;
}

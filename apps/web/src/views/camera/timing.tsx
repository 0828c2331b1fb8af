import { useRef } from 'preact/hooks';
import { texts } from '../../texts';
import type { Seen } from './frame-loop';

/** Pictures that are averaged. */
const MEAN_OF = 20;
const PARTS = ['find', 'predict', 'explain', 'rest'] as const;

/** How many pictures a second are answered, and where the time goes. */
export function Timing({ seen, isFrozen, rate }: { seen?: Seen; isFrozen: boolean; rate?: number }) {
  const latest = useRef<{ seen: Seen; at: number }[]>([]);
  const list = latest.current;
  if (!seen || isFrozen || list.at(-1)?.seen.asked !== seen.asked) list.length = 0;
  if (seen && list.at(-1)?.seen !== seen) list.push({ seen, at: performance.now() });
  if (list.length > MEAN_OF) list.shift();
  const words = texts.camera.timing;
  const mean = (part: (typeof PARTS)[number]) =>
    list.reduce((sum, one) => sum + partsOf(one.seen)[part], 0) / list.length;
  const perSecond = list.length > 1 ? (1000 * (list.length - 1)) / (list.at(-1)!.at - list[0].at) : undefined;
  return (
    <section class="how-fast" aria-label={words.title}>
      <h2>{words.title}</h2>
      <dl class="timing">
        <dt>{words.rate}</dt>
        <dd>
          <strong data-rate={perSecond}>{perSecond?.toFixed(1) ?? '–'}</strong>{' '}
          {rate !== undefined && <span class="quiet">{words.ofCamera(rate)}</span>}
        </dd>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>{words[part]}</dt>
            <dd>{list.length > 0 ? words.milliseconds(mean(part)) : '–'}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{words.dropped}</p>
    </section>
  );
}

function partsOf({ frame: { milliseconds }, milliseconds: all }: Seen) {
  const { find, predict, explain } = milliseconds;
  return { find, predict, explain, rest: Math.max(0, all - find - predict - explain) };
}

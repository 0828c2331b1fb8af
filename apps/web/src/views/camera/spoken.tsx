import { useEffect, useRef, useState } from 'preact/hooks';
import { texts } from '../../texts';
import type { Seen } from './frame-loop';

/** A screen reader hears no more often than this, milliseconds. */
const PAUSE = 2000;

/** Tells a screen reader the likeliest class when it has changed, at most every two seconds. */
export function Spoken({ seen, classes }: { seen?: Seen; classes: readonly string[] }) {
  const [told, setTold] = useState<{ key: string; text: string }>();
  const latest = useRef<ReturnType<typeof sentence>>(undefined);
  latest.current = sentence(seen, classes);
  useEffect(() => {
    const tell = () => setTold((before) => (before?.key === latest.current?.key ? before : latest.current));
    const timer = setInterval(tell, PAUSE);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="visually-hidden" role="status">
      {told?.text}
    </div>
  );
}

function sentence(seen: Seen | undefined, classes: readonly string[]) {
  if (!seen) return undefined;
  const { noFace, top } = texts.camera.spoken;
  const probabilities = seen.frame.answer?.probabilities;
  if (!probabilities) return { key: '', text: noFace };
  const most = probabilities.indexOf(Math.max(...probabilities));
  return { key: classes[most], text: top(classes[most], probabilities[most]) };
}

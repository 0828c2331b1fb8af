import { proxy } from 'comlink';
import { useEffect, useRef, useState } from 'preact/hooks';

/** How far a worker is, in images. */
export interface Progress {
  done: number;
  total: number;
}

/** An answer that takes long: with progress, and it can be stopped. */
export interface LongAnswer<T> {
  value?: T;
  /** While it is being worked out. */
  progress?: Progress;
  error?: string;
  stopped?: true;
}

/** Gets a signal and a function that crosses to a worker. */
export type LongQuestion<T> = (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<T>;

/**
 * What a worker works out, once `ask` is called.
 *
 * @param key what the question is about: the answer to another is not shown, and one that is under way is stopped
 */
export function useLongAnswer<T>(key: string, question: LongQuestion<T>) {
  const [answer, setAnswer] = useState<LongAnswer<T> & { key: string }>();
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), [key]);

  const ask = async () => {
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const show = (next: LongAnswer<T>) => controller.current === own && setAnswer({ key, ...next });
    show({ progress: { done: 0, total: 0 } });
    try {
      const tell = proxy((progress: Progress) => void (own.signal.aborted || show({ progress })));
      show({ value: await question(own.signal, tell) });
    } catch (error) {
      const { name, message } = error as Error;
      show(name === 'AbortError' ? { stopped: true } : { error: message });
    }
  };
  const current: LongAnswer<T> = answer?.key === key ? answer : {};
  return { ...current, ask, stop: () => controller.current?.abort() };
}

import type { ReadProgress } from '@fer/data';
import { proxy } from 'comlink';
import { useEffect, useRef, useState } from 'preact/hooks';
import { setParams } from '../../route';
import type { ReadData } from '../../workers/data/read-data';
import { dataRoom } from '../../workers/rooms';
import type { ChosenFiles } from './chosen-files';

export type Bringing =
  | { state: 'nothing' }
  | { state: 'stopped' }
  | { state: 'reading'; name: string; progress?: ReadProgress }
  | { state: 'kept'; read: ReadData }
  /** `again` where leaving out what is bad may help. */
  | { state: 'failed'; message: string; again?: ChosenFiles };

/** Files that cross to the worker at once. */
const AT_ONCE = 500;

/** Reads files into a data set, and chooses it. */
export function useBringIn() {
  const [bringing, setBringing] = useState<Bringing>({ state: 'nothing' });
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);

  const bring = async (chosen: ChosenFiles, { skipBadRows = false } = {}) => {
    const { name, files } = chosen;
    if (files.length === 0) return;
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const show = (next: Bringing) => controller.current === own && setBringing(next);
    show({ state: 'reading', name });
    let at = 0;
    const next = async () => files.slice(at, (at += AT_ONCE));
    const onProgress = (progress: ReadProgress) => show({ state: 'reading', name, progress });
    try {
      // Asked beforehand: a set that was read with patience shall not vanish.
      await navigator.storage?.persist?.().catch(() => false);
      const read = await dataRoom().readData(
        { name, skipBadRows },
        proxy(next),
        own.signal,
        proxy(onProgress),
      );
      show({ state: 'kept', read });
      setParams({ data: read.info.id, page: undefined, class: undefined, part: undefined });
    } catch (error) {
      const { name: kind, message } = error as Error;
      if (kind === 'AbortError') show({ state: 'stopped' });
      else show({ state: 'failed', message, ...(kind === 'DataError' && !skipBadRows && { again: chosen }) });
    }
  };
  return {
    bringing,
    bring,
    stop: () => controller.current?.abort(),
    fail: (error: unknown) => setBringing({ state: 'failed', message: (error as Error).message }),
  };
}

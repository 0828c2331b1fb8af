import { useEffect, useRef, useState } from 'preact/hooks';
import type { ModelRef } from '../../library/model-ref';
import type { Measured } from '../../workers/ask/measure-map';
import { askRoom } from '../../workers/rooms';
import { batchOf, type AskedPicture } from './asked-picture';
import type { Explained } from './use-explanations';

/** How faithful maps are, once `measure` is called, one map after the other. */
export function useMeasured(ref: ModelRef, { key, picture }: AskedPicture, done: readonly Explained[]) {
  const [measured, setMeasured] = useState<ReadonlyMap<string, Measured>>(new Map());
  const [isMeasuring, setMeasuring] = useState(false);
  const [error, setError] = useState<string>();
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), [ref, key]);

  const measure = async () => {
    const { signal } = (controller.current = new AbortController());
    setMeasuring(true);
    setError(undefined);
    try {
      for (const { key, result } of done) {
        if (!result || measured.has(key)) continue;
        const { maps, shape, targets } = result;
        const one = await askRoom().measureMap(ref, batchOf(picture), { maps, shape, targets }, signal);
        setMeasured((before) => new Map(before).set(key, one));
      }
    } catch (error) {
      if (!signal.aborted) setError((error as Error).message);
    } finally {
      setMeasuring(false);
    }
  };
  return { measured, measure, isMeasuring, error };
}

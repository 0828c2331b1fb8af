import { proxy } from 'comlink';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ModelRef } from '../../library/models';
import type { PartKey } from '../../library/parts';
import type { SetPrediction, SetProgress } from '../../workers/ask/predict-set';
import { askRoom } from '../../workers/rooms';

interface Asking {
  /** What it is of. */
  key?: string;
  prediction?: SetPrediction;
  progress?: SetProgress;
  error?: string;
}

/** What a model says of a part of a set, once it is asked. */
export function usePrediction(model: ModelRef | undefined, dataId: string, part: PartKey) {
  const key = `${model} ${dataId} ${part}`;
  const [asking, setAsking] = useState<Asking>({});
  const controller = useRef<AbortController>(undefined);
  // Another question is not this one's answer; and nobody waits for the old one.
  useEffect(() => () => controller.current?.abort(), [key]);
  const current = asking.key === key ? asking : {};

  const ask = async () => {
    if (!model) return;
    controller.current?.abort();
    const own = new AbortController();
    controller.current = own;
    const show = (next: Asking) => controller.current === own && setAsking({ key, ...next });
    show({ progress: { done: 0, total: 0 } });
    try {
      const tell = proxy((progress: SetProgress) => void (own.signal.aborted || show({ progress })));
      show({ prediction: await askRoom().predictSet(model, dataId, part, own.signal, tell) });
    } catch (error) {
      const { name, message } = error as Error;
      show(name === 'AbortError' ? {} : { error: message });
    }
  };
  return { ...current, ask, stop: () => controller.current?.abort() };
}

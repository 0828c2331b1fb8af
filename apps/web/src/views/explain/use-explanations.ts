import { proxy } from 'comlink';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ModelRef } from '../../library/model-ref';
import type { Explanation, Question } from '../../workers/ask/explain-images';
import { askRoom } from '../../workers/rooms';
import { batchOf, type AskedPicture } from './asked-picture';

/** How far one method is. */
export interface Explained {
  question: Question;
  /** Of everything that decides the result. */
  key: string;
  status: 'waiting' | 'running' | 'done' | 'stopped' | 'failed';
  /** Of a method that is under way or stopped, the result so far. */
  result?: Explanation;
  error?: string;
}

type Known = ReadonlyMap<string, Omit<Explained, 'question' | 'key'>>;

/** Pictures are looked through and settings are typed: what is asked last is answered. */
const SETTLE = 200;

/**
 * Explains by one method after the other while `isOn`, again whenever what is asked changes; what was computed stays. The
 * results so far are shown as they improve.
 */
export function useExplanations(
  ref: ModelRef,
  { key: pictureKey, picture }: AskedPicture,
  questions: readonly Question[],
  isOn: boolean,
): { explained: Explained[]; isBusy: boolean } {
  const [known, setKnown] = useState<Known>(new Map());
  const latest = useRef<Known>(known);
  const keys = questions.map((question) => JSON.stringify([ref, pictureKey, question]));

  const put = (key: string, state: Omit<Explained, 'question' | 'key'>) => {
    // What belongs to another picture is let go.
    const kept = [...latest.current].filter(([other]) => keys.includes(other));
    latest.current = new Map([...kept, [key, state]]);
    setKnown(latest.current);
  };

  useEffect(() => {
    if (!isOn) return;
    const controller = new AbortController();
    const run = async () => {
      await new Promise((resolve) => setTimeout(resolve, SETTLE));
      for (const [i, question] of questions.entries()) {
        if (controller.signal.aborted) return;
        const { status } = latest.current.get(keys[i]) ?? {};
        if (status !== 'done' && status !== 'failed') await explain(keys[i], question, controller.signal);
      }
    };
    const explain = async (key: string, question: Question, signal: AbortSignal) => {
      put(key, { status: 'running' });
      const show = proxy((result: Explanation) => {
        if (!signal.aborted) put(key, { status: 'running', result });
      });
      try {
        const result = await askRoom().explainImages(ref, batchOf(picture), question, signal, show);
        if (!signal.aborted) put(key, { status: 'done', result });
      } catch (error) {
        const { name, message } = error as Error;
        if (name !== 'AbortError') return put(key, { status: 'failed', error: message });
      }
      if (signal.aborted) put(key, { ...latest.current.get(key), status: 'stopped' });
    };
    void run();
    return () => controller.abort();
  }, [isOn, keys.join()]);

  const explained = questions.flatMap((question, i): Explained[] => {
    const state = known.get(keys[i]) ?? (isOn ? { status: 'waiting' } : undefined);
    return state ? [{ question, key: keys[i], ...state }] : [];
  });
  return {
    explained,
    isBusy: isOn && explained.some(({ status }) => status === 'waiting' || status === 'running'),
  };
}

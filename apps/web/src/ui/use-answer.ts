import { useEffect, useState } from 'preact/hooks';

/** What a worker answered. */
export interface Answer<T> {
  /** The latest answer; the one before stays until the next is there. */
  value?: T;
  /** Why there is none. */
  error?: string;
  pending: boolean;
}

/** Asks when the component appears and whenever one of `inputs` changes; an answer that is no longer wanted is passed over. */
export function useAnswer<T>(ask: () => Promise<T>, inputs: readonly unknown[]): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ pending: true });
  useEffect(() => {
    let wanted = true;
    setAnswer(({ value }) => ({ value, pending: true }));
    ask().then(
      (value) => wanted && setAnswer({ value, pending: false }),
      (error: unknown) => wanted && setAnswer({ error: (error as Error).message, pending: false }),
    );
    return () => {
      wanted = false;
    };
    // What is asked depends on the inputs alone.
  }, inputs);
  return answer;
}

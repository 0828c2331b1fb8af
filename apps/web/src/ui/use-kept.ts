import { useEffect, useState } from 'preact/hooks';
import { onChange, type Kind } from '../library/changes';
import { useAnswer, type Answer } from './use-answer';

/** Asks for what the library keeps, and again whenever something of these kinds was kept or removed. */
export function useKept<T>(
  kinds: readonly Kind[],
  ask: () => Promise<T>,
  inputs: readonly unknown[] = [],
): Answer<T> {
  const [changes, setChanges] = useState(0);
  useEffect(() => onChange((kind) => kinds.includes(kind) && setChanges((n) => n + 1)), []);
  return useAnswer(ask, [changes, ...inputs]);
}

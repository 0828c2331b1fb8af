import type { ModelRef } from '../../library/model-ref';
import { route } from '../../route';
import { texts } from '../../texts';
import { useAnswer } from '../../ui/use-answer';
import { askRoom } from '../../workers/rooms';

/** The methods that explain a page of images of this model quickly, and the one of the address, or the first. */
export function useQuickMethods(model: ModelRef) {
  const { value, error } = useAnswer(async () => {
    const quick = Object.keys(texts.mistakes.methods);
    const possible = (await askRoom().listMethods(model)).filter(({ refused }) => refused === undefined);
    return quick.filter((name) => possible.some((method) => method.name === name));
  }, [model]);
  const methods = value ?? [];
  const { method } = route.value.params;
  return {
    methods,
    method: method === 'none' ? undefined : (methods.find((name) => name === method) ?? methods[0]),
    error,
  };
}

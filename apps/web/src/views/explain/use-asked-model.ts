import { route } from '../../route';
import type { ModelRef } from '../../library/model-ref';
import { useAnswer } from '../../ui/use-answer';
import { askRoom } from '../../workers/rooms';

/** The model, what can be asked of it, and what computes: begun when a model is chosen. */
export function useAskedModel(ref: ModelRef) {
  const { backend } = route.value.params;
  return useAnswer(async () => {
    await askRoom().useBackend(backend);
    const [model, methods] = await Promise.all([askRoom().describeModel(ref), askRoom().listMethods(ref)]);
    return { ref, model, methods };
  }, [ref, backend]);
}

/** What a class is called, where the model does not say by its number. */
export const classNames = (classes: readonly string[], count: number, unnamed: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => classes[i] ?? unnamed(i));

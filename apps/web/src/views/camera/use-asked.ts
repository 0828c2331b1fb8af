import { useMemo } from 'preact/hooks';
import type { ModelRef } from '../../library/model-ref';
import { route } from '../../route';
import { texts } from '../../texts';
import { useAnswer } from '../../ui/use-answer';
import { askRoom } from '../../workers/rooms';
import type { Asked } from './frame-loop';

/** What the address asks about every picture, and what could be asked of this model. */
export function useAsked(model: ModelRef) {
  const { value, error } = useAnswer(async () => {
    const [{ classes, layer }, all] = await Promise.all([
      askRoom().describeModel(model),
      askRoom().listMethods(model),
    ]);
    const isPossible = (name: string) =>
      all.some((method) => method.name === name && method.refused === undefined);
    return { model, classes, layer, methods: Object.keys(texts.camera.methods).filter(isPossible) };
  }, [model]);
  const known = value?.model === model ? value : undefined;
  const { params } = route.value;
  const methods = known?.methods ?? [];
  const method =
    params.method === 'none' ? undefined : (methods.find((name) => name === params.method) ?? methods[0]);
  const chosen = params.target === undefined ? -1 : (known?.classes.indexOf(params.target) ?? -1);
  const target = chosen < 0 ? undefined : chosen;
  const asked = useMemo((): Asked | undefined => {
    if (!known) return undefined;
    if (!method) return { model };
    // Of class activation maps only what speaks for the class: a map that is calm enough to be watched.
    const settings = { relu: true, ...(known.layer && { layer: known.layer }) };
    return { model, question: { method, settings, ...(target !== undefined && { target }) } };
  }, [known, model, method, target]);
  return { asked, classes: known?.classes ?? [], methods, method, target, error };
}

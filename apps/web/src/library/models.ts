import { BEST } from '@fer/experiments';
import { indexedDbStore, type ModelStore } from '@fer/models';
import { modelPlace } from './places';
import { runFolder } from './runs';

/** A model that this browser keeps: the best epoch's of a run (`run:ID`), or one that was brought in (`model:ID`). */
export type ModelRef = `run:${string}` | `model:${string}`;

export function parseModelRef(text: string | undefined): ModelRef | undefined {
  return text && /^(run|model):./.test(text) ? (text as ModelRef) : undefined;
}

/** Where a model is kept. */
export function modelStore(ref: ModelRef): ModelStore {
  const [kind, id] = [ref.slice(0, ref.indexOf(':')), ref.slice(ref.indexOf(':') + 1)];
  return kind === 'run' ? runFolder(id).store(BEST) : indexedDbStore(modelPlace(id));
}

import { wrap, type Remote } from 'comlink';
import type * as AskRoom from './ask/ask-room';
import { setUpCrossing } from './crossing';
import type * as DataRoom from './data/data-room';
import type * as TrainRoom from './train/train-room';

setUpCrossing();

/** A thread that starts when it is first needed, and its functions. */
function room<T>(start: () => Worker): () => Remote<T> {
  let remote: Remote<T> | undefined;
  return () => (remote ??= wrap<T>(start()));
}

/** Data sets and files. */
export const dataRoom = room<typeof DataRoom>(
  () => new Worker(new URL('./data/data.worker.ts', import.meta.url), { type: 'module' }),
);

/** Training. */
export const trainRoom = room<typeof TrainRoom>(
  () => new Worker(new URL('./train/train.worker.ts', import.meta.url), { type: 'module' }),
);

/** Questions to a model; beside the training, which goes on. */
export const askRoom = room<typeof AskRoom>(
  () => new Worker(new URL('./ask/ask.worker.ts', import.meta.url), { type: 'module' }),
);

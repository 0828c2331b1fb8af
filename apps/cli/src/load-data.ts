import type { LabelledImages } from '@fer/data';
import { readFer } from '@fer/data/node';
import { drawnFaces } from '@fer/drawn-faces';
import { DRAWN_FACES } from '@fer/experiments';
import { checkingInput } from './errors';

/** The labelled images that `--data` names: the built-in drawn faces, or a FER2013 file. */
export function loadData(source: string, signal?: AbortSignal): Promise<LabelledImages> {
  return checkingInput(() => (source === DRAWN_FACES ? drawnFaces() : readFer(source, { signal })));
}

import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import type * as tfl from '@tensorflow/tfjs-layers';
import { readRunRecord } from '@fer/experiments';
import {
  loadModel,
  readModelInfo,
  storeHandler,
  writeModelInfo,
  type ModelInfo,
  type ModelStore,
} from '@fer/models';
import { modelStore, readAbout, type AboutModel, type ModelRef } from '../../library/models';
import { runFolder } from '../../library/runs';
import { askBackend } from './ask-backend';

export interface OpenedModel extends ModelInfo {
  model: tfl.LayersModel | GraphModel;
  /** `[h, w, c]` of an image. */
  inputShape: [number, number, number];
  /** What its output is. */
  outputs: 'probabilities' | 'logits';
}

/** How many models stay open: two can be compared. */
const KEPT = 2;
/** By {@link stateOf}. */
const opened = new Map<string, Promise<OpenedModel>>();

/** Opens a model of the library; the last ones stay open. That of a run that went on since is opened anew. */
export async function openModel(ref: ModelRef): Promise<OpenedModel> {
  const state = await stateOf(ref);
  const found = opened.get(state) ?? open(ref);
  opened.delete(state);
  opened.set(state, found);
  found.catch(() => opened.delete(state));
  for (const old of [...opened.keys()].slice(0, -KEPT)) void close(old);
  return found;
}

/** The model, and of a run the epoch that is its best so far: `run:1 @3`. */
async function stateOf(ref: ModelRef): Promise<string> {
  if (!ref.startsWith('run:')) return `${ref} @`;
  const record = await readRunRecord(runFolder(ref.slice('run:'.length)));
  return `${ref} @${record.bestEpoch}`;
}

async function open(ref: ModelRef): Promise<OpenedModel> {
  const about = await readAbout(ref);
  const model = await loadKept(modelStore(ref), about?.kind ?? 'layers');
  if (about) {
    // So that what reads it from the model itself finds it there too.
    if (about.kind === 'layers')
      writeModelInfo(model as tfl.LayersModel, {
        preprocessing: about.preprocessing,
        classes: about.classes,
      });
    return { model, ...about };
  }
  const info = readModelInfo(model as tfl.LayersModel);
  const inputShape = model.inputs[0].shape!.slice(1) as [number, number, number];
  return { model, ...info, inputShape, outputs: 'probabilities' };
}

/** Loads a model of either kind from where it is kept. */
export async function loadKept(store: ModelStore, kind: AboutModel['kind']): Promise<OpenedModel['model']> {
  await askBackend();
  return kind === 'graph' ? loadGraphModel(storeHandler(store)) : loadModel(store);
}

/** Forgets a model, as when it was removed or changed. */
export async function closeModel(ref: ModelRef): Promise<void> {
  await Promise.all([...opened.keys()].filter((state) => state.startsWith(`${ref} @`)).map(close));
}

async function close(state: string): Promise<void> {
  const closed = opened.get(state);
  opened.delete(state);
  (await closed?.catch(() => undefined))?.model.dispose();
}

import { BEST } from '@fer/experiments';
import {
  indexedDbStore,
  indexedDbStoreNames,
  deleteIndexedDbStore,
  type ModelInfo,
  type ModelStore,
} from '@fer/models';
import { announceChange } from './changes';
import type { ModelRef } from './model-ref';
import { idsOf, modelPlace } from './places';
import { listRuns, runFolder } from './runs';

export type { ModelRef };

/** What a model that was brought in says of itself, and what the person said of it. */
export interface AboutModel extends ModelInfo {
  name: string;
  /** A layers model, or a graph model as converters write them. */
  kind: 'layers' | 'graph';
  /** `[h, w, c]` of an image. */
  inputShape: [number, number, number];
  /** What its output is: of logits, probabilities are made by a softmax. */
  outputs: 'probabilities' | 'logits';
  /** File or address. */
  from: string;
}

/** A model in the list of the library. */
export interface KeptModel {
  ref: ModelRef;
  name: string;
  classes: string[];
  /** Of a run: what it was trained on and how good it is. */
  run?: { data: string; accuracy?: number; split?: string; startedAt?: string };
  about?: AboutModel;
}

/** Beside a model that was brought in: {@link AboutModel}. */
export const ABOUT = 'about.json';

/** Where a model is kept. */
export function modelStore(ref: ModelRef): ModelStore {
  const id = idOf(ref);
  return ref.startsWith('run:') ? runFolder(id).store(BEST) : indexedDbStore(modelPlace(id));
}

/** The models of runs, the latest first, then those that were brought in. */
export async function listModels(): Promise<KeptModel[]> {
  const runs = (await listRuns()).filter(({ record }) => record.bestEpoch > 0);
  const ids = idsOf('models', await indexedDbStoreNames({ holding: ABOUT }));
  const imported = await Promise.all(
    ids.map(async (id): Promise<KeptModel | undefined> => {
      const about = await readAbout(`model:${id}`);
      return about && { ref: `model:${id}`, name: about.name, classes: about.classes, about };
    }),
  );
  return [
    ...runs.map(({ id, record: { spec, classes, result, startedAt } }): KeptModel => {
      const run = { data: spec.data.source, accuracy: result?.accuracy, split: result?.split, startedAt };
      return { ref: `run:${id}`, name: spec.name, classes, run };
    }),
    ...imported.filter((model) => model !== undefined),
  ];
}

/** What was kept beside a model that was brought in; undefined of a run's. */
export async function readAbout(ref: ModelRef): Promise<AboutModel | undefined> {
  if (ref.startsWith('run:')) return undefined;
  const bytes = await modelStore(ref).read(ABOUT);
  return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as AboutModel);
}

/** Keeps or changes what is known of a model; without it the model is not listed. */
export async function writeAbout(ref: ModelRef, about: AboutModel): Promise<void> {
  await modelStore(ref).write(ABOUT, new TextEncoder().encode(JSON.stringify(about)));
  announceChange('models');
}

/** Removes a model that was brought in. */
export async function removeModel(ref: ModelRef): Promise<void> {
  await deleteIndexedDbStore(modelPlace(idOf(ref)));
  announceChange('models');
}

const idOf = (ref: ModelRef) => ref.slice(ref.indexOf(':') + 1);

import { nameRows, SPLIT_NAMES, type LabelledImages } from '@fer/data';
import { divide, readRunRecord, type RunRecord } from '@fer/experiments';
import { DRAWN_FACES, keptId, openData, WHOLE } from './data-sets';
import type { ModelRef } from './models';
import { runFolder } from './runs';

/** Which images of a set: all, those of one of its splits, or those that a run trained on, chose by or held out. */
export type PartKey = 'all' | `split:${string}` | OwnPart;
type OwnPart = 'held-out' | 'validation' | 'training';

export interface Part {
  key: PartKey;
  count: number;
}

/** The record of the run that a model is of; undefined of a model that was brought in. */
async function recordOf(ref: ModelRef | undefined): Promise<RunRecord | undefined> {
  return ref?.startsWith('run:') ? readRunRecord(runFolder(ref.slice('run:'.length))) : undefined;
}

/** The id of the set that a run was trained on, be it here or not. */
export const dataIdOf = ({ spec, dataHash }: RunRecord) =>
  spec.data.source === DRAWN_FACES ? DRAWN_FACES : keptId(dataHash);

/** The id of the set that a model was trained on, be it here or not; undefined where that is not known. */
export async function trainedOn(ref: ModelRef): Promise<string | undefined> {
  const record = await recordOf(ref);
  return record && dataIdOf(record);
}

/**
 * The parts that a set has for a model, the most telling first: what a run held out, if it was trained on this set, then
 * splits that are made for testing.
 */
export async function partsOf(dataId: string, ref?: ModelRef): Promise<Part[]> {
  const { shape, splits } = await openData(dataId);
  const record = await recordOf(ref);
  const own = record && dataIdOf(record) === dataId ? await ownParts(dataId, record) : {};
  const counts = new Map<string, number>();
  for (const split of splits ?? []) counts.set(split, (counts.get(split) ?? 0) + 1);
  return [
    ...Object.entries(own).map(([key, rows]) => ({ key: key as OwnPart, count: rows.length })),
    ...Array.from(counts, ([split, count]): Part => ({ key: `split:${split}`, count })).sort(
      (a, b) => purposeOf(a) - purposeOf(b),
    ),
    { key: WHOLE, count: shape[0] },
  ];
}

/** 0 tests, 1 validates, 2 anything else. */
function purposeOf({ key }: Part): number {
  const is = (names: readonly string[]) => names.includes(key.slice('split:'.length));
  return is(SPLIT_NAMES.test) ? 0 : is(SPLIT_NAMES.validation) ? 1 : 2;
}

/** The rows of a part, ascending. */
export async function rowsOfPart(dataId: string, key: PartKey, ref?: ModelRef): Promise<Uint32Array> {
  const { shape, splits } = await openData(dataId);
  const all = Uint32Array.from({ length: shape[0] }, (_, row) => row);
  if (key === WHOLE) return all;
  if (key.startsWith('split:')) return all.filter((row) => splits?.[row] === key.slice('split:'.length));
  const record = await recordOf(ref);
  const own = record && (await ownParts(dataId, record))[key as OwnPart];
  if (!own) throw new Error(`unknown part: ${key} (expected one that the model's run has)`);
  return own;
}

/** Divides the set as the run did. */
async function ownParts(dataId: string, { spec }: RunRecord): Promise<Partial<Record<OwnPart, Uint32Array>>> {
  const { ids: _, ...data } = await openData(dataId);
  const { train, validation, heldOut } = divide(nameRows(data), { seed: spec.seed, ...spec.data });
  return {
    'held-out': rowsOf(heldOut),
    ...(heldOut !== validation && { validation: rowsOf(validation) }),
    training: rowsOf(train),
  };
}

/** Of images that `nameRows` named. */
function rowsOf({ ids }: LabelledImages): Uint32Array {
  return Uint32Array.from(ids!, (id) => Number(id.slice('row '.length))).sort();
}

import type { EpochRecord } from '../epoch-record';
import type { TrainingState } from '../training';

/** A run between two epochs: all that is needed to go on as if it had never stopped. */
export interface Checkpoint extends TrainingState {
  /** Epochs that are done. */
  epoch: number;
  /** Updates that are done. */
  step: number;
  /** Of all epochs that are done. */
  records: EpochRecord[];
  bestEpoch: number;
  /** The settings that decide the numbers: a run that continues must have the same. */
  settings: RunSettings;
}

export type RunSettings = Record<string, unknown>;

/**
 * Where checkpoints are kept: a few named byte arrays, such as a model store of `@fer/models` (`folderStore`,
 * `memoryStore`). `write` must replace a whole entry or leave the old one.
 */
export interface CheckpointStore {
  /** What to call this place in messages. */
  readonly name: string;
  read(entry: string): Promise<Uint8Array | undefined>;
  write(entry: string, bytes: Uint8Array): Promise<void>;
}

const ENTRY = 'checkpoint.bin';
const FORMAT = 'fer-checkpoint/1';
/** Bytes that tell the length of the header. */
const PREFIX = 4;

interface Header extends Omit<Checkpoint, keyof TrainingState> {
  format: typeof FORMAT;
  /** Numbers in each array that follows: weights, state, slots. */
  lengths: number[];
}

/** Replaces the store's checkpoint by another: one entry, so that there is one whole checkpoint whenever it stops. */
export async function saveCheckpoint(
  store: CheckpointStore,
  { weights, state, slots, ...rest }: Checkpoint,
): Promise<void> {
  const arrays = [weights, state, ...slots];
  const header: Header = { format: FORMAT, ...rest, lengths: arrays.map((array) => array.length) };
  const text = padded(new TextEncoder().encode(JSON.stringify(header)));
  const bytes = new Uint8Array(
    PREFIX + text.length + arrays.reduce((size, array) => size + array.byteLength, 0),
  );
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, PREFIX);
  let offset = PREFIX + text.length;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += array.byteLength;
  }
  await store.write(ENTRY, bytes);
}

/** To whole float32 places, with spaces, which JSON ignores. */
function padded(text: Uint8Array): Uint8Array {
  const whole = new Uint8Array(Math.ceil(text.length / 4) * 4).fill(0x20);
  whole.set(text);
  return whole;
}

/**
 * Reads the checkpoint that `fit` left in a store (`checkpoints`), for its option `resume`.
 *
 * @throws where there is none, or what is there is no whole checkpoint.
 * @example
 * const store = folderStore('runs/mine/checkpoint');
 * await fit(model, { train, validation, epochs: 30, checkpoints: store }); // is stopped …
 * await fit(model, { train, validation, epochs: 30, checkpoints: store, resume: await resume(store) });
 */
export async function resume(store: CheckpointStore): Promise<Checkpoint> {
  const bytes = await store.read(ENTRY);
  if (bytes === undefined) throw new Error(`no checkpoint in ${store.name} (expected ${ENTRY})`);
  const { header, offset: start } = readHeader(bytes, store.name);
  const { format: _, lengths, ...rest } = header;
  const expected = start + lengths.reduce((size, length) => size + length * 4, 0);
  if (bytes.length !== expected)
    throw new Error(`${ENTRY} in ${store.name} has ${bytes.length} bytes (expected ${expected})`);
  let offset = start;
  const [weights, state, ...slots] = lengths.map((length) => {
    // Copied thus, as the slice of a Node Buffer is not a copy: its buffer would be the whole file's.
    const array = new Float32Array(new Uint8Array(bytes.subarray(offset, offset + length * 4)).buffer);
    offset += length * 4;
    return array;
  });
  return { ...rest, weights, state, slots };
}

function readHeader(bytes: Uint8Array, name: string): { header: Header; offset: number } {
  try {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const offset = PREFIX + length;
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(PREFIX, offset))) as Header;
    if (header.format === FORMAT && header.lengths.length >= 2) return { header, offset };
  } catch {
    // Said below.
  }
  throw new Error(`${ENTRY} in ${name} is damaged, or of another version (expected ${FORMAT})`);
}

/**
 * Checks that a run can go on from a checkpoint with these settings.
 *
 * @throws where a setting that decides the numbers is another; the message names it and both values.
 */
export function checkSettings({ settings: before }: Checkpoint, now: RunSettings): void {
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [was, is] = [before[name], now[name]].map((value) => JSON.stringify(value) ?? 'none');
    if (was !== is)
      throw new Error(`the run to resume has ${name} ${was}, this one ${is} (expected the same)`);
  }
}

import { unzipSync, zipSync } from 'fflate';
import { ABOUT, modelStore, type ModelRef } from '../../library/models';
import { transfer } from 'comlink';

/** A file of a model, by its path beside `model.json`. */
export interface ModelFile {
  path: string;
  bytes: Uint8Array;
}

/** More than these bytes are no model for a browser. */
const MAX_BYTES = 1 << 30;

/**
 * The files of a model among those that a person chose: `model.json` and what it names (and `about.json`), from a list of
 * files, a folder or one zip.
 *
 * @throws naming what is missing
 */
export async function modelFilesOf(files: readonly File[]): Promise<ModelFile[]> {
  return selectModelFiles(await readFiles(files));
}

/** {@link modelFilesOf} of files whose bytes are here. */
export function selectModelFiles(all: readonly ModelFile[]): ModelFile[] {
  const candidates = all
    .filter(({ path }) => path.endsWith('.json'))
    .map((file) => ({ file, manifest: manifestOf(file) }))
    .filter(({ manifest }) => manifest !== undefined)
    .sort((a, b) => depth(a.file.path) - depth(b.file.path));
  if (candidates.length === 0)
    throw new Error(
      `no model among ${all.length} files (expected a model.json of TensorFlow.js with modelTopology and weightsManifest)`,
    );
  const { file, manifest } = candidates[0];
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  const weights = manifest!.map((path) => {
    // Files that were chosen one by one have lost their folders.
    const found =
      all.find((other) => other.path === folder + path) ??
      all.find((other) => other.path.split('/').at(-1) === path.split('/').at(-1));
    if (!found) throw new Error(`${path} is missing (named by ${file.path}; choose all files of the model)`);
    return { path, bytes: found.bytes };
  });
  const about = all.find(({ path }) => path === folder + ABOUT);
  const chosen = [
    { path: 'model.json', bytes: file.bytes },
    ...weights,
    ...(about ? [{ path: ABOUT, bytes: about.bytes }] : []),
  ];
  // Copies: what is transferred is gone here.
  const copies = chosen.map(({ path, bytes }) => ({ path, bytes: bytes.slice() }));
  return transfer(
    copies,
    copies.map(({ bytes }) => bytes.buffer),
  );
}

async function readFiles(files: readonly File[]): Promise<ModelFile[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size > MAX_BYTES) throw new Error(`${size} bytes (expected at most ${MAX_BYTES} of a model)`);
  const read = await Promise.all(
    files.map(async (file) => ({
      path: file.webkitRelativePath || file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  return read.flatMap(({ path, bytes }) =>
    /\.zip$/i.test(path) ? unzipped(path, bytes) : [{ path, bytes }],
  );
}

function unzipped(name: string, bytes: Uint8Array): ModelFile[] {
  try {
    return Object.entries(unzipSync(bytes))
      .filter(([path]) => !path.endsWith('/'))
      .map(([path, content]) => ({ path, bytes: content }));
  } catch (error) {
    throw new Error(`${name} is no whole zip archive: ${(error as Error).message}`, { cause: error });
  }
}

/** The weight files that a model.json names; undefined of any other json. */
function manifestOf({ bytes }: ModelFile): string[] | undefined {
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes)) as {
      modelTopology?: object;
      weightsManifest?: { paths: string[] }[];
    };
    return json.modelTopology && json.weightsManifest?.flatMap(({ paths }) => paths);
  } catch {
    return undefined;
  }
}

const depth = (path: string) => path.split('/').length;

/** All files of a model of the library, as they are kept, `about.json` among them. */
export async function filesOfModel(ref: ModelRef): Promise<ModelFile[]> {
  const store = modelStore(ref);
  const entries = await store.entries();
  return Promise.all(entries.map(async (path) => ({ path, bytes: (await store.read(path))! })));
}

/** A model of the library as one zip. */
export async function zipModel(ref: ModelRef): Promise<Blob> {
  const files = await filesOfModel(ref);
  // Weights hardly shrink.
  const bytes = zipSync(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])), { level: 0 });
  return new Blob([bytes], { type: 'application/zip' });
}

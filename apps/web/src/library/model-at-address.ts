import { transfer } from 'comlink';

/** A file of a model that was fetched. */
export interface FetchedFile {
  /** Relative to `model.json`, as it names its weights. */
  path: string;
  bytes: Uint8Array;
}

/** Bytes that have come in all, and the file that is coming. */
export type FetchProgress = (loaded: number, path: string) => void;

const MODEL = 'model.json';

/** More are no model for a browser. */
const MAX_BYTES = 1 << 30;

/**
 * Fetches a TensorFlow.js model (`model.json` and the weights that it names), or a zip of one, from any server that allows
 * it (CORS). No cookies are sent along and no address of ours.
 *
 * @throws where the address is none, the server refuses, or what it sends is no model
 */
export async function fetchModel(
  address: string,
  signal: AbortSignal,
  onProgress: FetchProgress,
): Promise<FetchedFile[]> {
  const url = parseAddress(address);
  let loaded = 0;
  const get = (path: string, from: URL) =>
    fetchBytes(from, signal, (bytes) => {
      loaded += bytes;
      if (loaded > MAX_BYTES)
        throw new Error(`${from.href} is too large (expected at most ${MAX_BYTES} bytes)`);
      onProgress(loaded, path);
    });

  const first = await get(MODEL, url);
  if (first[0] === 0x50 && first[1] === 0x4b) return handOver([{ path: 'model.zip', bytes: first }]);
  const files: FetchedFile[] = [{ path: MODEL, bytes: first }];
  for (const path of weightPaths(first, url.href))
    files.push({ path, bytes: await get(path, weightsAddress(path, url)) });
  return handOver(files);
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const local = url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !local)
    throw new Error(`can't load from ${address} (expected https://…/model.json, or http:// on this machine)`);
  return url;
}

/** Beside the model, with the same key in the query (as hosts of models ask for it). */
function weightsAddress(path: string, model: URL): URL {
  const url = new URL(path, model);
  if (!url.search && url.origin === model.origin) url.search = model.search;
  return url;
}

function weightPaths(json: Uint8Array, from: string): string[] {
  let manifest: { paths: string[] }[] | undefined;
  try {
    manifest = (JSON.parse(new TextDecoder().decode(json)) as { weightsManifest?: typeof manifest })
      .weightsManifest;
  } catch {
    // said below
  }
  if (!Array.isArray(manifest))
    throw new Error(
      `${from} is no model of TensorFlow.js (expected a model.json with weightsManifest, or a zip)`,
    );
  return manifest.flatMap(({ paths }) => paths);
}

async function fetchBytes(
  url: URL,
  signal: AbortSignal,
  onBytes: (count: number) => void,
): Promise<Uint8Array> {
  const response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' }).catch(
    (error: unknown) => {
      signal.throwIfAborted();
      throw new Error(
        `can't load ${url.href}: its server can't be reached, or does not let other sites read it (CORS)`,
        { cause: error },
      );
    },
  );
  if (!response.ok) throw new Error(`can't load ${url.href}: its server answered ${response.status}`);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const reader = response.body!.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    pieces.push(step.value);
    onBytes(step.value.length);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

const handOver = (files: FetchedFile[]) =>
  transfer(
    files,
    files.map(({ bytes }) => bytes.buffer),
  );

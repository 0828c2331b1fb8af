import * as tf from '@tensorflow/tfjs-core';
import { BACKENDS, startBackend, type BackendName } from '../start-backend';

/** What computes the answers. */
export interface AskBackend {
  name: BackendName;
  /** Those that would have been faster, and why they do not run here. */
  refused: { name: BackendName; why: string }[];
}

let running: Promise<AskBackend> | undefined;
let wanted: BackendName | undefined;

/** The backend of this room; the first call starts the fastest that this browser has. */
export function askBackend(): Promise<AskBackend> {
  running ??= wanted ? only(wanted) : fastest();
  return running;
}

/**
 * Asks for one backend, or with undefined for the fastest. Models that are open stay with the one that they began on, so it
 * is for the beginning.
 *
 * @throws where it is none, or does not start in this browser.
 */
export function useBackend(name: string | undefined): Promise<AskBackend> {
  const known = BACKENDS.find((one) => one === name);
  if (name !== undefined && known === undefined)
    return Promise.reject(new Error(`unknown backend: ${name} (expected one of: ${BACKENDS.join(', ')})`));
  if (known !== wanted) running = undefined;
  wanted = known;
  return askBackend();
}

async function only(name: BackendName): Promise<AskBackend> {
  await startBackend(name);
  return { name, refused: [] };
}

async function fastest(): Promise<AskBackend> {
  const refused: AskBackend['refused'] = [];
  for (const name of BACKENDS) {
    const why = await obstacle(name);
    if (why === undefined) return { name, refused };
    refused.push({ name, why });
  }
  throw new Error(refused.map(({ name, why }) => `${name}: ${why}`).join('; '));
}

/** Why a backend does not run here, or should not. */
async function obstacle(name: BackendName): Promise<string | undefined> {
  try {
    if (name !== 'wasm' && (await isSoftware(name)))
      return 'this browser computes it in software, slower than wasm';
    await startBackend(name);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function isSoftware(name: 'webgpu' | 'webgl'): Promise<boolean> {
  if (name === 'webgpu') {
    const gpu = (navigator as { gpu?: { requestAdapter(): Promise<Adapter | null> } }).gpu;
    const adapter = await gpu?.requestAdapter();
    return Boolean(adapter?.isFallbackAdapter ?? adapter?.info?.isFallbackAdapter);
  }
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const renderer = gl?.getExtension('WEBGL_debug_renderer_info');
  const text = renderer && String(gl?.getParameter(renderer.UNMASKED_RENDERER_WEBGL));
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|software/i.test(text ?? '');
}

interface Adapter {
  isFallbackAdapter?: boolean;
  info?: { isFallbackAdapter?: boolean };
}

/** How many tensors this room holds, and how many bytes they take. */
export function memory(): { tensors: number; bytes: number } {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, bytes: numBytes };
}

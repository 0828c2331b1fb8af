import type { BackendName } from '../start-backend';

/** Whether this browser can compute on a backend. */
export interface BackendReport {
  name: BackendName;
  available: boolean;
  /** Where it is not there: why. */
  why?: string;
  /** What computes, as the browser names it. */
  device?: string;
  /** The device is imitated by the processor: it works, slowly. */
  inSoftware?: boolean;
}

/** Tries every backend in this thread, in the order of preference. */
export async function probeBackends(): Promise<BackendReport[]> {
  return [await webgpu(), webgl(), wasm()];
}

const SOFTWARE = /swiftshader|llvmpipe|software|basic render/i;

interface Adapter {
  info?: { vendor?: string; architecture?: string; description?: string; isFallbackAdapter?: boolean };
}

async function webgpu(): Promise<BackendReport> {
  const name = 'webgpu';
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<Adapter | null> } };
  if (gpu === undefined) {
    const why = isSecureContext
      ? 'this browser has no WebGPU (navigator.gpu)'
      : 'browsers give WebGPU to pages from https and from this machine only';
    return { name, available: false, why };
  }
  try {
    const adapter = await gpu.requestAdapter();
    if (adapter === null)
      return { name, available: false, why: 'WebGPU finds no graphics device (no adapter)' };
    const { vendor, architecture, description, isFallbackAdapter } = adapter.info ?? {};
    const device = description || [vendor, architecture].filter(Boolean).join(' ') || undefined;
    const inSoftware = isFallbackAdapter === true || SOFTWARE.test(`${device} ${architecture}`);
    return { name, available: true, device, inSoftware };
  } catch (error) {
    return { name, available: false, why: `WebGPU does not answer: ${(error as Error).message}` };
  }
}

function webgl(): BackendReport {
  const name = 'webgl';
  if (typeof OffscreenCanvas === 'undefined')
    return { name, available: false, why: 'this browser has no graphics in workers (OffscreenCanvas)' };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null)
    return { name, available: false, why: 'this browser has no WebGL 2, or it is switched off' };
  try {
    if (gl.getExtension('EXT_color_buffer_float') === null)
      return { name, available: false, why: 'WebGL 2 can’t compute in float textures on this device' };
    const named = gl.getExtension('WEBGL_debug_renderer_info');
    const device = String(gl.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    return { name, available: true, device, inSoftware: SOFTWARE.test(device) };
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

function wasm(): BackendReport {
  return typeof WebAssembly === 'object'
    ? { name: 'wasm', available: true }
    : { name: 'wasm', available: false, why: 'this browser has no WebAssembly, or it is switched off' };
}

/** The backend that 'auto' stands for: the first that is there and no imitation of a device. */
export function preferredBackend(reports: readonly BackendReport[]): BackendName | undefined {
  return reports.find(({ available, inSoftware }) => available && !inSoftware)?.name;
}

import type { WasmBackend } from '../wasm-backend';
import { PLAIN_MEMORY, SHARED_MEMORY } from './binary';

/** What assembly/index.ts exports. Addresses and sizes in bytes, channels and pixels in numbers; documented there. */
export interface SimdKernels {
  winogradFilterSize(inChannels: number, outChannels: number): number;
  winogradScratchSize(inChannels: number, outChannels: number, tiles: number): number;
  winogradFilter(
    filter: number,
    taps: number,
    inChannels: number,
    outChannels: number,
    turned: boolean,
    target: number,
    scratch: number,
  ): void;
  winogradConv(...args: number[]): void;
  winogradFilterGradient(...args: number[]): void;
  packedFilterSize(taps: number, outChannels: number): number;
  packFilter(filter: number, taps: number, outChannels: number, target: number): void;
  turnFilter(filter: number, pixels: number, inChannels: number, outChannels: number, target: number): void;
  directScratchSize(...args: number[]): number;
  directConv(...args: number[]): void;
  directFilterGradient(...args: number[]): void;
  totalsSize(columns: number, sums: number): number;
  columnSums(x: number, rows: number, columns: number, factor: number, target: number, totals: number): void;
  normalizationSums(...args: number[]): void;
  normalizeColumns(...args: number[]): void;
  addRow(x: number, rows: number, columns: number, values: number, factor: number, y: number): void;
  multiplyRow(x: number, rows: number, columns: number, values: number, y: number): void;
  squaredDifferenceRow(x: number, rows: number, columns: number, values: number, y: number): void;
  maxPoolGradient(...args: number[]): void;
  avgPoolGradient(...args: number[]): void;
  depthwiseInputGradient(...args: number[]): void;
  depthwiseFilterGradient(...args: number[]): void;
  reluGradient(dy: number, x: number, size: number, slope: number, dx: number): void;
  scaledProduct(a: number, b: number, size: number, factor: number, target: number): void;
}

const started = new WeakMap<object, SimdKernels>();

/**
 * Our own WebAssembly module, working in the memory of TF.js's. Made at the first call for a backend.
 * Throws where the engine has no WebAssembly SIMD (browsers before 2023).
 */
export function simdKernels(backend: WasmBackend): SimdKernels {
  const known = started.get(backend.wasm);
  if (known) return known;
  const memory = backend.wasm.wasmMemory ?? backend.wasm.asm.memory;
  const shared = typeof SharedArrayBuffer !== 'undefined' && memory.buffer instanceof SharedArrayBuffer;
  const binary = Uint8Array.from(atob(shared ? SHARED_MEMORY : PLAIN_MEMORY), (char) => char.charCodeAt(0));
  let module: WebAssembly.Module;
  try {
    module = new WebAssembly.Module(binary);
  } catch (cause) {
    throw new Error('the wasm training kernels need WebAssembly SIMD, which this engine lacks', { cause });
  }
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = exports as unknown as SimdKernels;
  started.set(backend.wasm, kernels);
  return kernels;
}

import * as tf from '@tensorflow/tfjs-core';

/** Bytes before and after every block: wide enough for a stray vector or a row of them. */
const ZONE = 256;
/** A quiet NaN that no computation makes. What reads beyond its block, or before it wrote, gets NaN for a result. */
const CANARY = 0x7fc0beef;

interface Heap {
  _malloc: (bytes: number) => number;
  _free: (start: number) => void;
  HEAPU8: Uint8Array;
}

/** The heap of TF.js's wasm backend, which must have started. */
export function wasmHeap(): Heap {
  return (tf.findBackend('wasm') as unknown as { wasm: Heap }).wasm;
}

const blocks = new Map<number, number>();
const broken: string[] = [];
const around = (bytes: number) => 2 * ZONE + Math.ceil(bytes / 4) * 4;

/**
 * From now on every tensor on the wasm heap lies between two zones of canaries and starts filled with them, so that stray writes are found
 * and stray reads, or reads of what was never written, show as NaN. For the rest of the test file; does nothing the second time.
 */
export function installRedZones(): void {
  const heap = wasmHeap();
  if (blocks.size > 0) return;
  // Emscripten's functions put themselves in place when they are first called: after that they can be replaced.
  heap._free(heap._malloc(4));
  const { _malloc: malloc, _free: free } = heap;
  heap._malloc = (bytes) => {
    const start = malloc(around(bytes)) >>> 0;
    new Int32Array(heap.HEAPU8.buffer, start, around(bytes) / 4).fill(CANARY);
    blocks.set(start + ZONE, bytes);
    return start + ZONE;
  };
  heap._free = (start) => {
    if (!blocks.has(start)) return free(start);
    check(heap, start);
    blocks.delete(start);
    free(start - ZONE);
  };
  // One block that stays marks the zones as installed.
  heap._malloc(4);
}

/** What was written outside its block since the last call: blocks that were freed since, and all that live. */
export function brokenZones(): string[] {
  const heap = wasmHeap();
  for (const start of blocks.keys()) check(heap, start);
  return broken.splice(0);
}

function check(heap: Heap, start: number): void {
  const bytes = blocks.get(start) ?? 0;
  const zones = [
    { name: 'before', words: new Int32Array(heap.HEAPU8.buffer, start - ZONE, ZONE / 4) },
    { name: 'after', words: new Int32Array(heap.HEAPU8.buffer, start + Math.ceil(bytes / 4) * 4, ZONE / 4) },
  ];
  for (const { name, words } of zones) {
    const written = words.reduce((count, word) => count + Number(word !== CANARY), 0);
    if (written > 0) broken.push(`${written} words written ${name} a block of ${bytes} bytes`);
    words.fill(CANARY);
  }
}

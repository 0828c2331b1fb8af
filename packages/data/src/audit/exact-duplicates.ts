import { assertConsistent, type LabelledImages } from '../labelled-images';

/** The rows of each distinct image, in the order of first appearance. */
export function rowsByImage(ds: LabelledImages): number[][] {
  assertConsistent(ds);
  const [n, h, w, c] = ds.shape;
  const size = h * w * c;
  const groups: number[][] = [];
  const byHash = new Map<number, number[][]>();
  for (let row = 0; row < n; row++) {
    const hash = hashBytes(ds.images, row * size, size);
    const alike = byHash.get(hash);
    // Different images may share a hash, so the bytes decide.
    const same = alike?.find(([first]) => equalBytes(ds.images, first * size, row * size, size));
    if (same) {
      same.push(row);
      continue;
    }
    const group = [row];
    groups.push(group);
    if (alike) alike.push(group);
    else byHash.set(hash, [group]);
  }
  return groups;
}

/** FNV-1a (Fowler, Noll and Vo, RFC 9923), 32 bits. */
function hashBytes(bytes: Uint8Array, from: number, length: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < from + length; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return hash;
}

function equalBytes(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}

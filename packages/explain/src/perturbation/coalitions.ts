import type { Range } from '../common/samples';

/** The sets `start..start + size` of all sets of some players, `[size, players]`: player `i` is in set `T` where its bit `i` is set. */
export function coalitionMasks({ start, size }: Range, players: number): Float32Array {
  const masks = new Float32Array(size * players);
  for (let row = 0; row < size; row++) {
    for (let player = 0; player < players; player++) {
      masks[row * players + player] = ((start + row) >> player) & 1;
    }
  }
  return masks;
}

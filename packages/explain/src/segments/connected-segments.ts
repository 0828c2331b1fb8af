/**
 * Makes every segment one piece (SLIC's last step): pieces that hang together over pixel sides are found row by row; one
 * smaller than `minSize` goes to a piece beside it, one that reaches `maxSize` is cut there. Gives new marks `[h, w]`.
 */
export function connectedSegments(
  labels: Int32Array,
  h: number,
  w: number,
  minSize: number,
  maxSize: number,
): Int32Array {
  const pieces = new Int32Array(labels.length).fill(-1);
  const members = new Int32Array(maxSize);
  let piece = 0;
  for (let first = 0; first < labels.length; first++) {
    if (pieces[first] >= 0) continue;
    const { size, beside } = growPiece(labels, h, w, pieces, members, first, piece);
    if (size >= minSize) piece++;
    else for (let i = 0; i < size; i++) pieces[members[i]] = beside;
  }
  return pieces;
}

/** Marks the pixels around `first` with its label, at most `members.length` of them, breadth first. */
function growPiece(
  labels: Int32Array,
  h: number,
  w: number,
  pieces: Int32Array,
  members: Int32Array,
  first: number,
  piece: number,
): { size: number; beside: number } {
  const label = labels[first];
  let size = 1;
  // Every piece but the first, in the corner, meets an older one: it begins right of a marked pixel or below one.
  let beside = piece;
  pieces[first] = piece;
  members[0] = first;
  for (let visited = 0; visited < size && size < members.length; visited++) {
    const i = members[visited];
    const x = i % w;
    // Right, left, below, above.
    for (let side = 0; side < 4 && size < members.length; side++) {
      const next = side === 0 ? i + 1 : side === 1 ? i - 1 : side === 2 ? i + w : i - w;
      if (side === 0 ? x === w - 1 : side === 1 ? x === 0 : next < 0 || next >= h * w) continue;
      if (pieces[next] < 0) {
        if (labels[next] !== label) continue;
        pieces[next] = piece;
        members[size++] = next;
      } else if (pieces[next] !== piece) {
        beside = pieces[next];
      }
    }
  }
  return { size, beside };
}

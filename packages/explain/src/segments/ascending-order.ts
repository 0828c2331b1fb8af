/**
 * The places of the values from the smallest on; equal ones in their order. Values are finite and not negative, so that
 * the bits of each, read as a whole number, sort as the value does: by 16 of them at a time, from the last on.
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const digits = new Uint16Array(values.buffer, values.byteOffset, values.length * 4);
  let order = Uint32Array.from(values.keys());
  let next = new Uint32Array(values.length);
  const starts = new Uint32Array(65_537);
  for (const digit of isLittleEndian ? [0, 1, 2, 3] : [3, 2, 1, 0]) {
    starts.fill(0);
    for (let i = 0; i < order.length; i++) starts[digits[i * 4 + digit] + 1]++;
    for (let value = 1; value < starts.length; value++) starts[value] += starts[value - 1];
    for (let i = 0; i < order.length; i++) next[starts[digits[order[i] * 4 + digit]]++] = order[i];
    [order, next] = [next, order];
  }
  return order;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

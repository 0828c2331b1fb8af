/**
 * CRC-32 (ISO 3309, polynomial 0xEDB88320 reflected) of `bytes`, going on from the checksum `before`.
 *
 * Eight bytes a step ("slicing by 8": Kounavis and Berry, A Systematic Approach to Building High Performance
 * Software-based CRC Generators, 2005).
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES;
  let crc = ~before;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    const first = crc ^ (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
    crc =
      t7[first & 255] ^
      t6[(first >>> 8) & 255] ^
      t5[(first >>> 16) & 255] ^
      t4[first >>> 24] ^
      t3[bytes[at + 4]] ^
      t2[bytes[at + 5]] ^
      t1[bytes[at + 6]] ^
      t0[bytes[at + 7]];
  }
  for (; at < bytes.length; at++) crc = t0[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** `TABLES[k][byte]`: what a byte does to the checksum when k more follow it in the step. */
const TABLES = makeTables(8);

function makeTables(count: number): Int32Array[] {
  const tables = [
    Int32Array.from({ length: 256 }, (_, n) => {
      let crc = n;
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
      return crc;
    }),
  ];
  for (let k = 1; k < count; k++) tables.push(tables[k - 1].map((crc) => tables[0][crc & 255] ^ (crc >>> 8)));
  return tables;
}

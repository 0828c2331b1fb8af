import { crc32 as zlibCrc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { crc32 } from './crc32';

test('the checksum is that of zlib, for every length and in parts', () => {
  const bytes = Uint8Array.from({ length: 100 }, (_, i) => (i * 197 + 13) % 256);
  for (let length = 0; length <= bytes.length; length++) {
    const some = bytes.subarray(0, length);
    expect(crc32(some)).toBe(zlibCrc32(some));
    expect(crc32(some.subarray(5), crc32(some.subarray(0, 5)))).toBe(zlibCrc32(some));
  }
});

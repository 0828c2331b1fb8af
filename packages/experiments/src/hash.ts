import type { LabelledImages } from '@fer/data';

/** SHA-256 over pixels and labels, as hex: says whether two runs saw the same data. */
export async function dataHash({ images, labels, shape }: LabelledImages): Promise<string> {
  const parts = [
    await digest(images),
    await digest(labels ?? new Uint8Array()),
    new Uint8Array(Int32Array.from(shape).buffer),
  ];
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return sha256(joined);
}

/** SHA-256 as hex. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return Array.from(await digest(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function digest(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource));
}

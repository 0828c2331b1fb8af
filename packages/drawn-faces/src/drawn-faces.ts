import { checkOptions, finish } from './finish';
import { unpack } from './pack';
import type { DrawnFaces, DrawnFacesOptions } from './types';

/** The clean set once decoded (13 MB): decoding takes most of the time of a first call. */
let decoded: Promise<DrawnFaces> | undefined;

async function decode(): Promise<DrawnFaces> {
  // A module rather than a file beside the code: Node, bundlers and tests from source all find it the same way,
  // and it is loaded only when asked for.
  const { default: base64 } = await import('../data/faces.js');
  return unpack(fromBase64(base64));
}

/**
 * The shipped set: 7 x 400 drawn faces of 48 x 48 pixels, grey, with splits and region maps, in Node and in
 * browsers, without a network. The arrays are the caller's to change: every call returns a copy of its own.
 *
 * The pictures are stored clean; light, contrast, blur and noise come from `seed` on load.
 * Drawn faces teach the tools, not real faces: a model trained on them is at chance on photographs.
 *
 * @throws if `seed` is not a whole number or `trap` is not valid
 *
 * @example
 * const { images, labels, shape, regions } = await drawnFaces({ seed: 1 });
 */
export async function drawnFaces({
  seed = 0,
  clean = false,
  trap,
}: DrawnFacesOptions = {}): Promise<DrawnFaces> {
  checkOptions({ seed, trap });
  decoded ??= decode();
  return finish(structuredClone(await decoded), { seed, clean, trap });
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

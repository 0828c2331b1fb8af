import sharp from 'sharp';
import type { FolderFile, FolderSource } from '../folder/folder-source';

/** A smooth made-up image, its colours a function of `seed`. */
export function madePixels(width: number, height: number, channels: number, seed = 0): Uint8Array {
  return Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const c = i % channels;
    const x = Math.floor(i / channels) % width;
    const y = Math.floor(i / channels / width);
    return (x * 3 + y * 2 + c * 50 + seed * 31) % 256;
  });
}

/** `madePixels` as a file. */
export async function madeFile(
  kind: 'png' | 'jpeg',
  {
    width = 4,
    height = 4,
    channels = 1,
    seed = 0,
  }: { width?: number; height?: number; channels?: 1 | 3 | 4; seed?: number } = {},
): Promise<Uint8Array> {
  const image = sharp(madePixels(width, height, channels, seed), { raw: { width, height, channels } });
  const coded = kind === 'png' ? image.png() : image.jpeg({ quality: 95 });
  return new Uint8Array(await (channels === 1 ? coded.toColourspace('b-w') : coded).toBuffer());
}

/** A folder in memory. */
export function madeFolder(files: Record<string, Uint8Array>, name = 'faces'): FolderSource {
  const file = (path: string): FolderFile => ({
    name: path,
    size: files[path].length,
    open: () => files[path],
    read: async () => files[path],
  });
  return { name, files: async () => Object.keys(files).map(file) };
}

import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';

/** The picture of a face that the tests look at (see NOTICE): `[224, 224, 3]`. */
export function astronaut(): { data: Uint8Array; shape: [number, number, number] } {
  const { data, width, height, palette } = decode(readFileSync(new URL('astronaut.png', import.meta.url)));
  const rgb = Uint8Array.from(
    { length: width * height * 3 },
    (_, i) => palette![data[Math.floor(i / 3)]][i % 3],
  );
  return { data: rgb, shape: [height, width, 3] };
}

/** The picture as in a mirror. */
export function mirrored<Picture extends ReturnType<typeof astronaut>>({ data, shape }: Picture): Picture {
  const [, width, channels] = shape;
  const pixel = (i: number) => Math.floor(i / channels);
  const across = (i: number) => pixel(i) + width - 1 - 2 * (pixel(i) % width);
  return { data: data.map((_, i) => data[across(i) * channels + (i % channels)]), shape } as Picture;
}

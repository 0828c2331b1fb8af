import { writeFile } from 'node:fs/promises';
import { astronaut } from '../../../packages/faces/src/testing/astronaut';

const [WIDTH, HEIGHT] = [640, 480];

/** Writes a video that Chromium plays as its camera, 30 pictures a second: a grey wall, and before it a face that moves a little. */
export async function writeCameraFile(path: string, { face }: { face: boolean }): Promise<void> {
  const chunks: Buffer[] = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1\n`)];
  const pictures = 12;
  for (let i = 0; i < pictures; i++) {
    const away = Math.round(16 * Math.sin((2 * Math.PI * i) / pictures));
    chunks.push(Buffer.from('FRAME\n'), yuvPicture(face ? 208 + away : undefined));
  }
  await writeFile(path, Buffer.concat(chunks));
}

/** YUV 4:2:0, BT.601 in 16..235: a grey wall, with the face at `left`. */
function yuvPicture(left?: number): Buffer {
  const picture = Buffer.alloc((WIDTH * HEIGHT * 3) / 2, 128);
  if (left === undefined) return picture;
  const { data, shape } = astronaut();
  const [h, w] = shape;
  const top = 128;
  const chroma = WIDTH * HEIGHT;
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      const [r, g, b] = data.subarray((y * w + x) * 3, (y * w + x) * 3 + 3);
      const [px, py] = [left + x, top + y];
      picture[py * WIDTH + px] = 16 + (65.5 * r + 128.6 * g + 25 * b) / 255;
      if (px % 2 || py % 2) continue;
      const at = chroma + ((py / 2) * WIDTH) / 2 + px / 2;
      picture[at] = 128 + (-37.8 * r - 74.2 * g + 112 * b) / 255;
      picture[at + chroma / 4] = 128 + (112 * r - 93.8 * g - 18.2 * b) / 255;
    }
  return picture;
}

import { useEffect, useRef } from 'preact/hooks';

export interface Picture {
  /** Row by row, 1 (grey), 3 or 4 numbers a pixel, 0..255. */
  data: Uint8Array | Uint8ClampedArray;
  shape: readonly [h: number, w: number, c: number];
}

/** A small picture, enlarged without blur; without a label where what is around it says what it is. */
export function Pixels({ picture, label, size = 96 }: { picture: Picture; label: string; size?: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [h, w] = picture.shape;
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(imageData(picture), 0, 0);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      width={w}
      height={h}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      class="pixels"
      style={{ width: `${size}px`, height: `${(size * h) / w}px` }}
    />
  );
}

function imageData({ data, shape: [h, w, c] }: Picture): ImageData {
  const rgba = new Uint8ClampedArray(h * w * 4);
  for (let i = 0; i < h * w; i++)
    for (let k = 0; k < 4; k++)
      rgba[i * 4 + k] = k === 3 ? (c === 4 ? data[i * c + 3] : 255) : data[i * c + (c === 1 ? 0 : k)];
  return new ImageData(rgba, w, h);
}

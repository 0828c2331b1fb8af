import type { Face } from '@fer/faces';
import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../../texts';
import type { PictureCrop } from '../../workers/ask/crop-picture';
import type { Picture } from '../../ui/pixels';

/** A photo, with a numbered box around each face and, drawn through, the place that the model sees. */
export function PhotoDrawing({
  photo: { data, shape },
  faces,
  place,
}: {
  photo: Picture;
  faces: readonly Face[];
  place: PictureCrop['place'] | undefined;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [h, w] = shape;
  useEffect(() => {
    const pixels = new ImageData(new Uint8ClampedArray(data), w, h);
    canvas.current?.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [data]);
  const line = Math.max(w, h) / 150;
  return (
    <div class="photo">
      <canvas ref={canvas} width={w} height={h} role="img" aria-label={texts.explain.face.photo} />
      <svg viewBox={`0 0 ${w} ${h}`} aria-hidden="true">
        {faces.map(({ box: { x, y, width, height } }, i) => (
          <g key={i}>
            <rect
              {...{ x, y, width, height }}
              stroke-width={line}
              stroke-dasharray={`${line * 2} ${line * 2}`}
            />
            <text x={x + line * 2} y={y + line * 7} font-size={line * 6}>
              {i + 1}
            </text>
          </g>
        ))}
        {place && <rect {...place} stroke-width={line} />}
      </svg>
    </div>
  );
}

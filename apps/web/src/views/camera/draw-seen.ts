import { mapPicture } from '@fer/viz';
import type { Seen } from './frame-loop';

/** Draws a picture, what the network saw of it and, with an opacity of 0..1, what a method says of that. */
export function drawSeen(canvas: HTMLCanvasElement, { picture, frame }: Seen, opacity: number): void {
  const context = canvas.getContext('2d')!;
  const { width, height, answer } = frame;
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  context.drawImage(picture, 0, 0);
  if (!answer) return;
  const { place, map } = answer;
  const drawn = map && colourOf(map);
  if (drawn) {
    context.save();
    context.globalAlpha = opacity;
    context.imageSmoothingQuality = 'high';
    context.drawImage(drawn, place.x, place.y, place.width, place.height);
    context.restore();
  }
  // White on black: to be seen on every picture.
  const line = Math.max(2, width / 240);
  for (const [colour, lineWidth] of [
    ['#000', 2 * line],
    ['#fff', line],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = lineWidth;
    context.strokeRect(place.x, place.y, place.width, place.height);
  }
}

/** Quantile of the values that gets the strongest colour. */
const STRONGEST = 0.97;

let small: HTMLCanvasElement | undefined;

/** The map in colour; weak values let the picture through. Nothing where it has values that are no numbers. */
function colourOf({ values, shape: [h, w] }: { values: Float32Array; shape: [h: number, w: number] }) {
  if (values.some(Number.isNaN)) return undefined;
  const sizes = values.map(Math.abs).sort();
  // A map of single pixels would be next to nothing beside its strongest one.
  const most = sizes[Math.floor(STRONGEST * (sizes.length - 1))] || sizes.at(-1) || 1;
  const low = values.some((value) => value < 0) ? -most : 0;
  const { data } = mapPicture({ values, shape: [h, w] }, { palette: 'inferno', domain: [low, most] });
  const rgba = new Uint8ClampedArray(h * w * 4);
  for (let i = 0; i < h * w; i++) {
    for (let k = 0; k < 3; k++) rgba[i * 4 + k] = data[i * 3 + k];
    rgba[i * 4 + 3] = Math.min(255, (255 * Math.abs(values[i])) / most);
  }
  small ??= document.createElement('canvas');
  small.width = w;
  small.height = h;
  small.getContext('2d')!.putImageData(new ImageData(rgba, w, h), 0, 0);
  return small;
}

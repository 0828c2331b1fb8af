import type { Figure } from '@fer/viz';
import { saveFile } from './save-file';

/** Pixels of a PNG for each of the figure's. */
const SCALE = 2;

export function saveSvg({ svg }: Figure, name: string): void {
  saveFile(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`);
}

export async function savePng(figure: Figure, name: string): Promise<void> {
  saveFile(await toPng(figure), `${name}.png`);
}

/** Draws a figure as the browser would, in the page's colours. */
async function toPng({ svg, width, height }: Figure): Promise<Blob> {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  const dark =
    scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const own = svg.replace('<svg ', `<svg style="color-scheme:${dark ? 'dark' : 'light'}" `);
  const url = URL.createObjectURL(new Blob([own], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * SCALE);
    canvas.height = Math.round(height * SCALE);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(`no PNG of ${width}x${height}`)))),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

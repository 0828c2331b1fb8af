import type { Figure } from '@fer/viz';
import type { Environment } from '../environment';
import type { RunFolder } from '../run-folder';

/** Writes `figures/<name>.svg`, and the PNG beside it where the platform can draw one; both in light colours. */
export async function writeFigure(
  folder: RunFolder,
  name: string,
  figure: Figure,
  { toPng }: Environment,
): Promise<void> {
  const light = inLight(figure);
  await folder.write(`figures/${name}.svg`, light.svg);
  if (toPng) await folder.write(`figures/${name}.png`, await toPng(light));
}

/** A figure of the theme 'auto', which only browsers know, in its light colours: what is printed and pasted elsewhere. */
function inLight({ svg, ...size }: Figure): Figure {
  return { ...size, svg: svg.replace(/light-dark\(([^,()]+), [^,()]+\)/g, '$1') };
}

import type { Figure } from '@fer/viz';
import type { Environment } from '../environment';
import type { RunFolder } from '../run-folder';

/** Writes `figures/<name>.svg`, and the PNG beside it where the platform can draw one. */
export async function writeFigure(
  folder: RunFolder,
  name: string,
  figure: Figure,
  { toPng }: Environment,
): Promise<void> {
  await folder.write(`figures/${name}.svg`, figure.svg);
  if (toPng) await folder.write(`figures/${name}.png`, await toPng(figure));
}

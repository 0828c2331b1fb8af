import { assertConsistent, type LabelledImages } from './labelled-images';

/**
 * The set as FER2013 CSV text, `emotion,pixels,Usage`, a row at a time (`Usage` only when the set has `splits`);
 * `readFer` reads it back. Needs labels and square images of one channel.
 */
export function* writeCsv(ds: LabelledImages): Generator<string, void, undefined> {
  assertConsistent(ds);
  const [n, h, w, c] = ds.shape;
  const { images, labels, splits } = ds;
  if (!labels) throw new Error('missing labels (expected a set with labels)');
  if (h !== w || c !== 1)
    throw new RangeError(`invalid shape: [${ds.shape.join(', ')}] (expected square images of one channel)`);
  yield splits ? 'emotion,pixels,Usage\n' : 'emotion,pixels\n';
  for (let i = 0; i < n; i++) {
    const pixels = images.subarray(i * h * w, (i + 1) * h * w).join(' ');
    yield `${labels[i]},${pixels}${splits ? `,${quote(splits[i])}` : ''}\n`;
  }
}

function quote(text: string): string {
  if (/[\r\n]/.test(text)) throw new RangeError(`invalid split: ${JSON.stringify(text)} (expected one line)`);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

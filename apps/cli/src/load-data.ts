import type { DataError, LabelledImages } from '@fer/data';
import { readFer } from '@fer/data/node';
import { drawnFaces } from '@fer/drawn-faces';
import { DRAWN_FACES } from '@fer/experiments';
import { cacheFolder } from './cache-folder';
import { checkingInput } from './errors';

export interface LoadDataOptions {
  signal?: AbortSignal;
  /** Leave out rows and images that cannot be read, and say which on stderr. */
  skipBadRows?: boolean;
  /** Keep what was read for the next start, and use what was kept. */
  cache?: boolean;
}

/** The labelled images that `--data` names: the built-in drawn faces, or FER2013 as a file, an archive or a folder. */
export function loadData(
  source: string,
  { signal, skipBadRows = false, cache = true }: LoadDataOptions = {},
): Promise<LabelledImages> {
  return checkingInput(async () => {
    if (source === DRAWN_FACES) return drawnFaces();
    const skipped: DataError[] = [];
    const images = await readFer(source, {
      signal,
      skipBadRows,
      onSkip: (error) => skipped.push(error),
      ...(cache && { cache: cacheFolder() }),
    });
    if (skipped.length) console.error(skippedText(skipped, images.shape[0]));
    return images;
  });
}

const SHOWN = 5;

function skippedText(skipped: readonly DataError[], kept: number): string {
  const more = skipped.length - SHOWN;
  return [
    `left out ${skipped.length} of ${kept + skipped.length}, which could not be read:`,
    ...skipped.slice(0, SHOWN).map(({ message }) => `  ${message}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n');
}

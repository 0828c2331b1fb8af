import { statSync } from 'node:fs';
import type { ByteSource } from '../bytes/byte-source';
import type { FolderSource } from '../folder/folder-source';
import { readLabelledFolderWith, type ReadLabelledFolderOptions } from '../folder/read-labelled-folder';
import { readFerPlusVotesWith, type FerPlusVotes, type ReadFerPlusVotesOptions } from '../fer/fer-plus-votes';
import { readFerWith, type ReadFerOptions } from '../fer/read-fer';
import type { LabelledImages } from '../labelled-images';
import { cached, type CacheOptions } from './cache';
import { fileSource } from './file-source';
import { folderSource } from './folder-source';
import { nodePlatform } from './node-platform';

/** What is read: the path of a file or folder, or whatever the main entry takes. */
export type NodeSource = string | FolderSource | ByteSource;

/** Options of `readFer` in Node. */
export interface NodeReadFerOptions extends Omit<ReadFerOptions, 'votes'> {
  /** May be a path too. */
  votes?: NodeSource;
  /**
   * Where to keep what was read, for sources that are paths; a folder, or more about it. Not used with `limit`, and
   * a set with bad rows left out is not kept, as they are to be reported again. Default: nothing is kept.
   */
  cache?: string | CacheOptions | undefined;
}

/**
 * `readFer` that also takes the path of a file or folder, and decodes images by sharp (`npm install sharp`).
 *
 * ```ts
 * const ds = await readFer('fer2013.csv.gz', { cache: join(homedir(), '.cache', 'my-app') });
 * ```
 */
export function readFer(source: NodeSource, options: NodeReadFerOptions = {}): Promise<LabelledImages> {
  const { cache, votes, ...rest } = options;
  const { signal, onProgress: _, onSkip, name: __, ...chosen } = rest;
  let skipped = 0;
  const read = async () => {
    const ds = await readFerWith(nodePlatform, sourceOf(source), {
      ...rest,
      ...(votes !== undefined && { votes: sourceOf(votes) }),
      onSkip: (error) => {
        skipped++;
        onSkip?.(error);
      },
    });
    return { ds, keep: skipped === 0 };
  };
  const paths = [source, ...(votes === undefined ? [] : [votes])];
  if (!cache || rest.limit !== undefined || !paths.every((path) => typeof path === 'string'))
    return read().then(({ ds }) => ds);
  const where = typeof cache === 'string' ? { folder: cache } : cache;
  return cached(where, { paths, options: chosen, signal }, read);
}

/** `readLabelledFolder` that also takes a path. */
export function readLabelledFolder(
  source: NodeSource,
  options: ReadLabelledFolderOptions = {},
): Promise<LabelledImages> {
  return readLabelledFolderWith(nodePlatform, sourceOf(source), options);
}

/** `readFerPlusVotes` that also takes a path. */
export function readFerPlusVotes(
  source: NodeSource,
  options: ReadFerPlusVotesOptions = {},
): Promise<FerPlusVotes> {
  return readFerPlusVotesWith(nodePlatform, sourceOf(source), options);
}

function sourceOf(source: NodeSource): FolderSource | ByteSource {
  if (typeof source !== 'string') return source;
  return isFolder(source) ? folderSource(source) : fileSource(source);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // reading it says what is wrong
  }
}

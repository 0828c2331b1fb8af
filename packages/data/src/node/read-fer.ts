import { statSync } from 'node:fs';
import type { ByteSource } from '../bytes/byte-source';
import type { FolderSource } from '../folder/folder-source';
import { readLabelledFolderWith, type ReadLabelledFolderOptions } from '../folder/read-labelled-folder';
import { readFerPlusVotesWith, type FerPlusVotes, type ReadFerPlusVotesOptions } from '../fer/fer-plus-votes';
import { readFerWith, type ReadFerOptions } from '../fer/read-fer';
import type { LabelledImages } from '../labelled-images';
import { fileSource } from './file-source';
import { folderSource } from './folder-source';
import { nodePlatform } from './node-platform';

/** What is read: the path of a file or folder, or whatever the main entry takes. */
export type NodeSource = string | FolderSource | ByteSource;

/** Options of `readFer` in Node: `votes` may be a path too. */
export interface NodeReadFerOptions extends Omit<ReadFerOptions, 'votes'> {
  votes?: NodeSource;
}

/**
 * `readFer` that also takes the path of a file or folder, and decodes images by sharp (`npm install sharp`).
 *
 * ```ts
 * const ds = await readFer('fer2013.csv.gz');
 * ```
 */
export function readFer(
  source: NodeSource,
  { votes, ...options }: NodeReadFerOptions = {},
): Promise<LabelledImages> {
  return readFerWith(nodePlatform, sourceOf(source), {
    ...options,
    ...(votes !== undefined && { votes: sourceOf(votes) }),
  });
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

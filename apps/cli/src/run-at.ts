import { readFile } from 'node:fs/promises';
import { zipFiles } from '@fer/data';
import { runFilesOf, storeRunFolder, type RunFolder } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { UsageError } from './errors';

const ZIP = /\.zip$/i;

/** The run of a folder, or in a zip archive of one, as the browser app saves it: that is read, and never written to. */
export async function runAt(path: string): Promise<RunFolder> {
  if (!ZIP.test(path)) return nodeRunFolder(path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new UsageError(`no such file: ${path} (expected a run folder, or a zip archive of one)`);
  });
  return storeRunFolder(await runFilesOf(await zipFiles(bytes, path)));
}

/** Where to write what is made of a run: into its folder; of an archive, into one of its name. */
export const homeOf = (path: string) => path.replace(ZIP, '');

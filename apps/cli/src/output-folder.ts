import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { holdsRun } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { reason, UsageError } from './errors';

/** `runs/<name>`, or the first of `runs/<name>-2`, `-3`, … that is free. */
export function freeRunPath(name: string): string {
  for (let i = 1; ; i++) {
    const path = join('runs', i === 1 ? name : `${name}-${i}`);
    if (!existsSync(path)) return path;
  }
}

/** Checks that a new run can be written to a folder, and leaves nothing behind. */
export async function checkNewRun(path: string): Promise<void> {
  if (await holdsRun(nodeRunFolder(path))) {
    throw new UsageError(
      `${path} holds a run already (expected a new folder for --out; delete that run if it is not wanted)`,
    );
  }
  if (existsSync(path) && (await stat(path)).isDirectory() && !(await readdir(path)).every(isLeftover)) {
    throw new UsageError(`${path} is not empty (expected a new or empty folder for --out)`);
  }
  await checkWritable(path);
}

/** What a kill left of us: a store's file that was not whole yet, the folder of `checkWritable`. */
function isLeftover(name: string): boolean {
  return /^\.(.+\.tmp|fer-\w{6})$/.test(name);
}

/** Makes a folder to write results into. */
export async function makeOutput(path: string): Promise<void> {
  await checkWritable(path);
  await mkdir(path, { recursive: true });
}

/**
 * Makes a folder beside where `path` will be and takes it away again: permissions alone do not tell (root, a
 * read-only or virtual file system), and Node's recursive mkdir never ends on some of these.
 */
export async function checkWritable(path: string): Promise<void> {
  let existing = resolve(path);
  while (!existsSync(existing)) existing = dirname(existing);
  if (!(await stat(existing)).isDirectory()) {
    throw new UsageError(`${existing} is a file (expected a folder for --out)`);
  }
  try {
    await rmdir(await mkdtemp(join(existing, '.fer-')));
  } catch (error) {
    throw new UsageError(`can't write to ${path}: ${reason(error)}`, { cause: error });
  }
}

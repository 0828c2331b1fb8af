import { access, constants, mkdir, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { holdsRun } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { oneLine, UsageError } from './errors';

/** `runs/<name>`, or the first of `runs/<name>-2`, `-3`, … that is free. */
export function freeRunPath(name: string): string {
  for (let i = 1; ; i++) {
    const path = join('runs', i === 1 ? name : `${name}-${i}`);
    if (!existsSync(path)) return path;
  }
}

/** Checks, without making anything, that a run can be written to a folder. */
export async function checkOutput(path: string): Promise<void> {
  if (await holdsRun(nodeRunFolder(path)))
    throw new UsageError(`${path} holds a run already (expected a new folder for --out)`);
  let existing = resolve(path);
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    if (!(await stat(existing)).isDirectory())
      throw new UsageError(`${existing} is a file (expected a folder for --out)`);
    await access(existing, constants.W_OK);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`can't write to ${path}: ${oneLine(error)}`, { cause: error });
  }
}

/** Makes the folder; the last check, once there is something to write. */
export async function makeOutput(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new UsageError(`can't write to ${path}: ${oneLine(error)}`, { cause: error });
  }
}

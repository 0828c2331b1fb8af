import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNewRun } from './output-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-output-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a new run', () => {
  it('may begin where a kill left a file that was not whole, and the folder that tries whether writing works', async () => {
    await writeFile(join(folder, '.run.json.tmp'), '{"ver');
    await mkdtemp(join(folder, '.fer-'));
    await expect(checkNewRun(folder)).resolves.toBeUndefined();
  });

  it.each(['notes.txt', '.git', '.run.json', 'x.tmp'])(
    'does not begin in a folder with %s, and leaves it there',
    async (name) => {
      await mkdir(join(folder, name));
      await expect(checkNewRun(folder)).rejects.toThrow('is not empty');
      expect(await readdir(folder)).toEqual([name]);
    },
  );
});

import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namesByImport, namesByRequire, typeCheckConsumer } from './packaging/consumer';
import { installProject, neededBy, neededByReadme } from './packaging/project';
import { queue } from './packaging/queue';
import { root, run, tool } from './packaging/run';
import { pack, withDependencies, type Tarball } from './packaging/tarballs';
import {
  importableNames,
  importedPackages,
  publishablePackages,
  readManifest,
  readReadme,
  readmePrograms,
} from './packaging/workspace';

// Every package is packed as it would be published, then each is installed alone into an empty project. Packing and
// installing run ahead of the tests, two at a time; a test waits for what it needs.
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'fer-packaging-')));
const packages = publishablePackages();
const examplesFolder = join(root, 'examples');
const examples = readdirSync(examplesFolder).filter((name) =>
  existsSync(join(examplesFolder, name, 'package.json')),
);
const projectOf = (name: string) => join(temporary, name.replace('@fer/', ''));

const packed = new Map<string, Promise<Tarball>>();
const installed = new Map<string, Promise<void>>();

/** All tarballs that could be made: one broken package fails its own tests, not those of the others. */
async function tarballs(): Promise<Map<string, Tarball>> {
  const settled = await Promise.allSettled(packed.values());
  return new Map(settled.flatMap((s) => (s.status === 'fulfilled' ? [[s.value.name, s.value]] : [])));
}

beforeAll(() => {
  const twoAtATime = queue(2);
  for (const workspacePackage of packages) {
    packed.set(
      workspacePackage.name,
      twoAtATime(() => pack(workspacePackage, temporary)),
    );
  }
  for (const { name } of packages) {
    installed.set(
      name,
      twoAtATime(async () => {
        const needed = neededBy(await packed.get(name)!);
        await installProject(projectOf(name), needed, await tarballs());
      }),
    );
  }
});

afterAll(async () => {
  await Promise.allSettled(installed.values());
  rmSync(temporary, { recursive: true, force: true });
});

describe.each(packages)('$name', ({ name, folder, manifest }) => {
  const tarball = () => packed.get(name)!;
  const specifiers = importableNames(manifest);
  const project = projectOf(name);

  test.concurrent('packs its build, licence and README, and none of its tests', async () => {
    const { files } = await tarball();
    const missing = ['LICENSE', 'README.md', 'package.json'].filter((file) => !files.includes(file));
    expect(missing).toEqual([]);
    expect(files.filter((file) => /^dist\/.*\.js$/.test(file))).not.toEqual([]);
    const unwanted = /\.test\.|\.spec\.|__snapshots__|(^|\/)(testing|fixtures|coverage|node_modules)\//;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  test.concurrent('satisfies publint', async () => {
    await run(tool('publint'), [(await tarball()).file, '--strict'], temporary);
  });

  test.concurrent('brings no package of ours along that it does not depend on', async () => {
    await installed.get(name);
    const present = readdirSync(join(project, 'node_modules', '@fer')).map((short) => `@fer/${short}`);
    expect(present.sort()).toEqual(withDependencies([name], await tarballs()).sort());
  });

  if (specifiers.length > 0) {
    test.concurrent('resolves its types for importers of both module systems', async () => {
      const args = [(await tarball()).file, '--profile', 'node16', '--no-definitely-typed', '--no-color'];
      await run(tool('attw'), args, temporary);
    });

    test.concurrent('exports the same names to import and to require, all of them typed', async () => {
      await installed.get(name);
      const names = await namesByImport(project, specifiers);
      expect(await namesByRequire(project, specifiers)).toEqual(names);
      for (const specifier of specifiers) expect(names[specifier], specifier).not.toEqual([]);
      await typeCheckConsumer(project, names);
    });
  }

  for (const command of Object.keys(manifest.bin ?? {})) {
    test.concurrent(`installs the command ${command}, which prints its usage and its version`, async () => {
      await installed.get(name);
      expect(await run('npx', ['--no', command, '--', '--help'], project)).toMatch(/usage/i);
      expect(await run('npx', ['--no', command, '--', '--version'], project)).toContain(manifest.version);
    });
  }

  const readme = readReadme(folder);
  const programs = readmePrograms(readme);
  if (programs.length > 0) {
    test.concurrent('runs the programs in its README', async () => {
      const project = `${projectOf(name)}-readme`;
      const imported = [...new Set(programs.flatMap(importedPackages))];
      await installProject(project, neededByReadme(await tarball(), readme, imported), await tarballs());
      for (const [i, program] of programs.entries()) {
        await writeFile(join(project, `program-${i}.mjs`), program);
        await run('node', [`program-${i}.mjs`], project);
      }
    });
  }
});

test.concurrent.each(examples)('examples/%s runs from the packed tarballs', async (example) => {
  const folder = join(temporary, `example-${example}`);
  cpSync(join(examplesFolder, example), folder, {
    recursive: true,
    filter: (path) => !path.includes('node_modules'),
  });
  await installProject(folder, readManifest(folder).dependencies ?? {}, await tarballs());
  expect((await run('node', ['index.mjs'], folder)).trim()).not.toBe('');
});

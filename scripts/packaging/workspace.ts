import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, tool } from './run';

/** The parts of a package.json that the packaging tests read. */
export interface Manifest {
  name: string;
  version: string;
  bin?: Record<string, string>;
  exports?: Record<string, unknown>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}

/** A package of the workspace that is published. */
export interface WorkspacePackage {
  name: string;
  folder: string;
  manifest: Manifest;
}

/** Every package of the workspace that is not private. */
export function publishablePackages(): WorkspacePackage[] {
  const listed = JSON.parse(
    execFileSync(tool('pnpm'), ['list', '--recursive', '--depth', '-1', '--json'], {
      cwd: root,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }),
  ) as { name: string; path: string; private: boolean }[];
  return listed
    .filter((entry) => !entry.private)
    .map(({ name, path }) => ({ name, folder: path, manifest: readManifest(path) }));
}

/** The package.json in a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The specifiers under which a package can be imported, e.g. `@fer/models` and `@fer/models/node`. */
export function importableNames(manifest: Manifest): string[] {
  return Object.keys(manifest.exports ?? {})
    .filter((path) => !path.endsWith('.json'))
    .map((path) => manifest.name + path.slice(1));
}

/** The README of a package; '' when it has none. */
export function readReadme(folder: string): string {
  const file = join(folder, 'README.md');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** The js blocks of a README that are programs: they import something and are not tagged `no-run`. */
export function readmePrograms(readme: string): string[] {
  const blocks = readme.matchAll(/^```js([^\n]*)\n(.*?)^```/gms);
  return [...blocks]
    .filter(([, tags, code]) => !tags.includes('no-run') && /^import /m.test(code))
    .map(([, , code]) => code);
}

/** The packages that a program imports, e.g. `@fer/models` for `@fer/models/node`; Node's own are left out. */
export function importedPackages(program: string): string[] {
  const specifiers = [...program.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^'.][^']*)'/g)].map(([, s]) => s);
  const names = specifiers
    .filter((specifier) => !specifier.startsWith('node:'))
    .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)![0]);
  return [...new Set(names)];
}

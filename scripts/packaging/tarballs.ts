import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run, tool } from './run';
import type { Manifest, WorkspacePackage } from './workspace';

/** A package as it would be published. */
export interface Tarball {
  name: string;
  /** The path of the .tgz. */
  file: string;
  /** The paths inside it, e.g. `dist/index.js`. */
  files: string[];
  /** The package.json inside it: versions in place of `workspace:` and `catalog:`. */
  manifest: Manifest;
}

/** Packs a package into a folder. It must have been built: what is packed is what is in its `dist` now. */
export async function pack({ name, folder }: WorkspacePackage, into: string): Promise<Tarball> {
  if (!existsSync(join(folder, 'dist'))) throw new Error(`${name} is not built (npm run build does)`);
  const stdout = await run(tool('pnpm'), ['pack', '--json', '--pack-destination', into], folder);
  const { filename } = JSON.parse(stdout) as { filename: string };
  // What pnpm lists leaves out the licence that it takes from the root: the tarball itself is asked.
  const listed = await run('tar', ['-tzf', filename], into);
  const manifest = await run('tar', ['-xzOf', filename, 'package/package.json'], into);
  return {
    name,
    file: filename,
    files: listed
      .trim()
      .split(/\r?\n/)
      .map((path) => path.replace(/^package\//, ''))
      .sort(),
    manifest: JSON.parse(manifest) as Manifest,
  };
}

/** The packages of ours that come along when `names` are installed, themselves included. */
export function withDependencies(names: readonly string[], tarballs: ReadonlyMap<string, Tarball>): string[] {
  const found = new Set<string>();
  const add = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const tarball = tarballs.get(name);
    if (!tarball) throw new Error(`no such package of ours: ${name}`);
    Object.keys(tarball.manifest.dependencies ?? {})
      .filter((dependency) => dependency.startsWith('@fer/'))
      .forEach(add);
  };
  names.forEach(add);
  return [...found];
}

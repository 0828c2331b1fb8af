import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run';
import { withDependencies, type Tarball } from './tarballs';

type Tarballs = ReadonlyMap<string, Tarball>;

const install = (folder: string, ...flags: string[]) =>
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...flags], folder);

const tarballsOf = (names: readonly string[], tarballs: Tarballs) =>
  Object.fromEntries(names.map((name) => [name, `file:${tarballs.get(name)!.file}`]));

/**
 * Writes a package.json into `folder` and installs it. Dependencies of ours come from their tarballs, with those that
 * they in turn depend on; the others from the registry.
 */
export async function installProject(
  folder: string,
  dependencies: Record<string, string>,
  tarballs: Tarballs,
  flags: string[] = [],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const ours = Object.keys(dependencies).filter((name) => name.startsWith('@fer/'));
  const manifest = {
    name: 'a-strangers-project',
    private: true,
    type: 'module',
    dependencies: { ...dependencies, ...tarballsOf(withDependencies(ours, tarballs), tarballs) },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  await install(folder, ...flags);
}

/** What a stranger installs to use one package: it, and the peers that are not optional. */
export function neededBy({ name, manifest }: Tarball): Record<string, string> {
  const peers = Object.entries(manifest.peerDependencies ?? {}).filter(
    ([peer]) => !manifest.peerDependenciesMeta?.[peer]?.optional,
  );
  return { [name]: 'ours', ...Object.fromEntries(peers) };
}

/**
 * Installs what the programs of a README import beyond the package and its peers into a folder inside the package's
 * project. Node looks there first and in the project next, so there stays one engine.
 *
 * @throws when a README imports what the package does not name among its (development) dependencies
 */
export async function installExtras(
  folder: string,
  imported: readonly string[],
  tarball: Tarball,
  tarballs: Tarballs,
): Promise<void> {
  const { manifest } = tarball;
  const present = neededBy(tarball);
  const extras = imported.filter((name) => !(name in present));
  const versions = { ...manifest.devDependencies, ...manifest.dependencies, ...manifest.peerDependencies };
  const unnamed = extras.find((name) => !(name in versions));
  if (unnamed)
    throw new Error(`the README of ${tarball.name} imports ${unnamed}, which its package.json lacks`);
  const dependencies = Object.fromEntries(extras.map((name) => [name, versions[name]]));
  await installProject(folder, dependencies, tarballs, ['--legacy-peer-deps']);
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run';
import { withDependencies, type Tarball } from './tarballs';

type Tarballs = ReadonlyMap<string, Tarball>;

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
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], folder);
}

/** What a stranger installs to use one package: it, and the peers that are not optional. */
export function neededBy({ name, manifest }: Tarball): Record<string, string> {
  const peers = Object.entries(manifest.peerDependencies ?? {}).filter(
    ([peer]) => !manifest.peerDependenciesMeta?.[peer]?.optional,
  );
  return { [name]: 'ours', ...Object.fromEntries(peers) };
}

/**
 * What a reader of a package's README installs to run its programs: besides what the package needs, what they import,
 * and the optional peers that the README says to install.
 *
 * @throws when a program imports what the package does not name among its (development) dependencies
 */
export function neededByReadme(
  tarball: Tarball,
  readme: string,
  imported: readonly string[],
): Record<string, string> {
  const { manifest, name } = tarball;
  const told = [...readme.matchAll(/npm install ([^`\n]*)/g)].map(([, packages]) => packages).join(' ');
  const optional = Object.keys(manifest.peerDependenciesMeta ?? {}).filter((peer) => told.includes(peer));
  const versions = {
    ...manifest.devDependencies,
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...neededBy(tarball),
  };
  const unnamed = imported.find((other) => !(other in versions));
  if (unnamed) throw new Error(`the README of ${name} imports ${unnamed}, which its package.json lacks`);
  const wanted = [...optional, ...imported].map((other) => [other, versions[other]]);
  return { ...neededBy(tarball), ...(Object.fromEntries(wanted) as Record<string, string>) };
}

// Makes a checkout ready to run on a machine that has only Node and npm: installs the dependencies when the
// lock file changed since the last time, then builds what changed. `--no-build` stops after the first half.
// Everything is said on stderr: the stdout of `npm run fer` belongs to the command line.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from './run-tool.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`unsupported node: ${process.versions.node} (expected 20.19 or newer)`);
  process.exit(2);
}

function stop(what, { output }) {
  if (output) console.error(output.trim());
  console.error(`\nsetup failed: ${what}`);
  process.exit(1);
}

/** Which dependencies are installed: the lock file, the packages that it speaks of, and the Node they were built for. */
function installedState() {
  const hash = createHash('sha256').update(process.version);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

async function install() {
  const stamp = join(root, 'node_modules', '.setup-stamp');
  const state = installedState();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return;
  console.error('setup: installing dependencies (only when the lock file has changed) …');
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  // The first time there is no pnpm here and npx fetches it; from then on it is a dependency like any other.
  const local = existsSync(join(root, 'node_modules', '.bin', 'pnpm'));
  const pnpm = local ? ['pnpm'] : ['npx', '--yes', packageManager];
  const result = await runTool(pnpm[0], [
    ...pnpm.slice(1),
    'install',
    '--frozen-lockfile',
    '--config.confirmModulesPurge=false',
    '--reporter=append-only',
    '--loglevel=warn',
  ]);
  if (result.code !== 0) stop('the dependencies could not be installed (see above)', result);
  writeFileSync(stamp, state);
}

async function build() {
  const args = ['run', 'build', '--output-logs=errors-only', '--no-update-notifier', '--log-order=grouped'];
  const started = Date.now();
  const notice = setTimeout(() => console.error('setup: building what changed …'), 3000);
  const result = await runTool('turbo', args);
  clearTimeout(notice);
  if (result.code !== 0) stop('the build is broken (see above)', result);
  const seconds = Math.round((Date.now() - started) / 1000);
  if (seconds >= 3) console.error(`setup: built in ${seconds} s`);
}

await install();
if (!process.argv.includes('--no-build')) await build();

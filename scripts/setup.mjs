// Makes a checkout ready to run on a machine that has only Node and npm: installs the dependencies when the
// lock file changed since the last time, then builds what changed. `--no-build` stops after the first half.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`unsupported Node ${process.versions.node} (expected 20.19 or newer)`);
  process.exit(2);
}

function run(command, args, { quiet = false } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    shell: process.platform === 'win32',
    stdio: quiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  });
  if (result.status === 0) return;
  if (quiet) console.error(`${result.stdout}\n${result.stderr}`);
  console.error(`failed: ${command} ${args.join(' ')}`);
  process.exit(1);
}

const stamp = `${root}/node_modules/.setup-stamp`;
const state = createHash('sha256')
  .update(readFileSync(`${root}/pnpm-lock.yaml`))
  .update(process.version)
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== state) {
  const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
  console.log('installing dependencies (once) …');
  run('npx', [
    '--yes',
    packageManager,
    'install',
    '--frozen-lockfile',
    '--reporter=append-only',
    '--loglevel=warn',
  ]);
  writeFileSync(stamp, state);
}
if (!process.argv.includes('--no-build')) {
  run('npx', ['turbo', 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'], { quiet: true });
}

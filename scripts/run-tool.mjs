// Runs the programs of this checkout. Shared by the scripts that must work before anything is installed, so it
// uses Node alone.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const windows = process.platform === 'win32';

/** The tools that the lock file names come first, so that turbo finds our pnpm where there is no global one. */
const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  NO_UPDATE_NOTIFIER: '1',
};

/**
 * Runs one program in the root of the checkout.
 *
 * @returns its exit code (1 when a signal ended it or it could not start) and what it printed, both streams in
 *   the order of arrival. With `live`, its output goes to our stderr as it comes instead.
 */
export function runTool(command, args, { live = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment,
      shell: windows,
      stdio: ['ignore', live ? 2 : 'pipe', live ? 2 : 'pipe'],
    });
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    const end = (code, note = '') => resolve({ code, output: Buffer.concat(chunks).toString('utf8') + note });
    child.on('error', (error) => end(1, `cannot run ${command}: ${error.message}\n`));
    child.on('close', (code, signal) => end(code ?? 1, signal ? `${command} was ended by ${signal}\n` : ''));
  });
}

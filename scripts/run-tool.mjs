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

/** Ends a program and everything that it started. */
function endTree(child) {
  try {
    if (windows) child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has just ended by itself
  }
}

/**
 * Runs one program in the root of the checkout.
 *
 * @param minutes the program and all that it started are ended after so long: a hang is a failure, not a wait
 * @returns {Promise<{ code: number, output: string }>} its exit code (1 when a signal ended it or it could not start) and what it printed, both streams in
 *   the order of arrival.
 */
export function runTool(command, args, { minutes = 20 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment,
      shell: windows,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: !windows, // a process group of its own, so that it can be ended as a whole
    });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    let note = '';
    const clock = setTimeout(() => {
      note = `\n${command} was ended: it took more than ${minutes} minutes\n`;
      endTree(child);
    }, minutes * 60_000);
    // The group does not hear the terminal's Ctrl-C: it is passed on.
    const interrupt = () => {
      endTree(child);
      process.exit(130);
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    const end = (code) => {
      clearTimeout(clock);
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') + note });
    };
    child.on('error', (error) => {
      note = `cannot run ${command}: ${error.message}\n`;
      end(1);
    });
    child.on('close', (code, signal) => {
      if (signal) note ||= `\n${command} was ended by ${signal}\n`;
      end(code ?? 1);
    });
  });
}

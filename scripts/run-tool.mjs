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

/** The programs that run now. */
const running = new Set();

/** Their groups do not hear the terminal's Ctrl-C: it is passed on to all of them. */
function interrupt() {
  running.forEach(endTree);
  process.exit(130);
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
    if (running.size === 0) process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    running.add(child);
    const end = (code) => {
      clearTimeout(clock);
      running.delete(child);
      if (running.size === 0) process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
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

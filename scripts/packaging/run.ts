import { execFile } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const ours = join(root, 'node_modules');

/**
 * The environment of a stranger's shell: what npm, pnpm and vitest set for their children is left out. With pnpm's
 * NODE_PATH a package would find our node_modules from anywhere, and every missing dependency would go unseen.
 */
function strangersEnvironment(): NodeJS.ProcessEnv {
  const own =
    /^(npm_(package|lifecycle|command|execpath|node_execpath|config_(local_prefix|prefix|global_prefix|user_agent|loglevel|dir)$)|pnpm_|vitest|vite_|init_cwd$|node_path$|node_env$|node_options$)/i;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name) && name !== 'TEST');
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(ours));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), NO_COLOR: '1' };
}

/**
 * Runs a program and resolves to its stdout.
 *
 * @throws an error with the command and everything that it printed when it does not exit with 0
 */
export function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd,
      env: strangersEnvironment(),
      maxBuffer: 64 * 2 ** 20,
      timeout: 300_000,
      shell: process.platform === 'win32',
    };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else reject(new Error(`failed in ${cwd}: ${command} ${args.join(' ')}\n${stdout}\n${stderr}`));
    });
    child.stdin?.end();
  });
}

/** The path of a tool that the root of the checkout depends on. */
export const tool = (name: string) => join(ours, '.bin', name);

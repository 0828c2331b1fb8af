import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this machine keeps what programs can make again: `fer` below the user's cache folder. */
export function cacheFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: string = process.platform,
): string {
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'fer');
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'fer', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'fer');
  return join(homedir(), '.cache', 'fer');
}

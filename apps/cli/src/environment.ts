import { execFileSync } from 'node:child_process';
import { toPng } from '@fer/viz/node';
import type { Environment } from '@fer/experiments';
import { version } from './version';

/** What a run in Node gets to know of its surroundings. */
export function nodeEnvironment(command?: string): Environment {
  return {
    now: () => performance.now(),
    startedAt: new Date().toISOString(),
    command,
    gitCommit: gitCommit(),
    versions: { fer: version, node: process.versions.node },
    toPng: (figure) => toPng(figure),
  };
}

function gitCommit(): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}

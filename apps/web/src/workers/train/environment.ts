import type { Environment, ExperimentSpec } from '@fer/experiments';
import type { WorkerPort } from '@fer/train';
import type { BackendName } from '../start-backend';
import packageJson from '../../../package.json';

/** What a run in a browser gets to know of its surroundings; figures are drawn as SVG only. */
export function browserEnvironment(
  { training: { replicas } }: ExperimentSpec,
  backend: BackendName,
  workers: number,
): Environment {
  const count = Math.min(workers, replicas);
  return {
    now: () => performance.now(),
    startedAt: new Date().toISOString(),
    command: `fer run run.json --backend ${backend === 'webgl' ? 'auto' : backend}`,
    versions: { fer: packageJson.version, browser: browserName(navigator.userAgent) },
    // Devices have threads of their own, and one thread needs no other.
    workers: backend === 'wasm' && count > 1 ? { count, start: startReplicaWorker } : undefined,
  };
}

function startReplicaWorker(): WorkerPort {
  return new Worker(new URL('./replica.worker.ts', import.meta.url), { type: 'module' }) as WorkerPort;
}

/** 'Firefox 131'; Safari's version stands apart from its name, and Chromium names itself as it, too. */
function browserName(userAgent: string): string {
  const [, name, version] =
    /(Firefox|Edg|OPR|HeadlessChrome|Chrome)\/(\d+)/.exec(userAgent) ??
    /Version()\/([\d.]+).*Safari/.exec(userAgent) ??
    [];
  return version === undefined ? userAgent : `${name || 'Safari'} ${version}`;
}

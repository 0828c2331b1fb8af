/**
 * A thread as this package talks to it: a Web Worker, a `Worker` of `node:worker_threads`, or inside of one its
 * `self` or `parentPort`.
 */
export type WorkerPort = WebPort | NodePort;

interface Posting {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  /** Of the side that started the thread. */
  terminate?(): unknown;
}

interface WebPort extends Posting {
  addEventListener(type: string, listener: (event: { data?: unknown; message?: string }) => void): void;
}

interface NodePort extends Posting {
  on(type: string, listener: (value: unknown) => void): unknown;
}

/** Calls back with every message. */
export function onMessage(port: WorkerPort, listener: (message: unknown) => void): void {
  if ('on' in port) port.on('message', listener);
  else port.addEventListener('message', (event) => listener(event.data));
}

/** Calls back with a reason when the thread on the other side is lost. */
export function onLost(port: WorkerPort, listener: (reason: string) => void): void {
  if ('on' in port) {
    port.on('error', (error) => listener(error instanceof Error ? error.message : String(error)));
    port.on('exit', (code) => listener(`it ended with exit code ${String(code)}`));
  } else {
    port.addEventListener('error', (event) => listener(event.message ?? 'it failed to load or to run'));
  }
}

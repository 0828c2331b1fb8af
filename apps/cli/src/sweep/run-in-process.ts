import { fork } from 'node:child_process';
import type { TrialEnd, TrialMessage, TrialOrder, TrialTask } from './trial-task';

export interface RunInProcessOptions {
  signal?: AbortSignal;
  /** Told how many epochs are done. */
  onEpoch?: (epoch: number) => void;
  /** Told each line that the process prints, such as which rows were left out. */
  onLine?: (line: string) => void;
  /** The module to run; a test gives another. */
  entry?: URL;
}

/**
 * Runs a trial in a process of its own: what goes wrong there, up to the end of its memory, ends that trial alone.
 *
 * @throws where the process ends without a word; the last line that it printed is in the message.
 */
export function runInProcess(
  task: TrialTask,
  {
    signal,
    onEpoch,
    onLine,
    entry = new URL('./trial-process.js', import.meta.url),
  }: RunInProcessOptions = {},
): Promise<TrialEnd> {
  if (signal?.aborted) return Promise.resolve({ type: 'stopped' });
  const child = fork(entry, [], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const tell = (order: TrialOrder) => {
    if (child.connected) child.send(order);
  };
  const stop = () => tell({ type: 'stop' });
  return new Promise<TrialEnd>((resolve, reject) => {
    let end: TrialEnd | undefined;
    let last = '';
    const listen = (line: string) => {
      last = line;
      onLine?.(line);
    };
    if (child.stdout) eachLine(child.stdout, listen);
    if (child.stderr) eachLine(child.stderr, listen);
    child.on('message', (message: TrialMessage) => {
      if (message.type === 'epoch') onEpoch?.(message.epoch);
      else end = message;
    });
    child.on('error', reject);
    child.on('close', (code, killed) => {
      if (end) resolve(end);
      else {
        const how = killed === null ? `with code ${code}` : `by ${killed}`;
        reject(new Error(`the process of the trial was ended ${how}${last && `: ${last}`}`));
      }
    });
    signal?.addEventListener('abort', stop, { once: true });
    tell({ type: 'run', task });
  }).finally(() => signal?.removeEventListener('abort', stop));
}

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    lines.filter((line) => line.trim() !== '').forEach(onLine);
  });
  stream.on('end', () => {
    if (rest.trim() !== '') onLine(rest);
  });
}

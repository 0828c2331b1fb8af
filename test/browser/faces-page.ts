import type { FoundFaces, LookForFaces } from './faces-worker';

declare global {
  interface Window {
    findFaces: (asked: LookForFaces) => Promise<FoundFaces | undefined>;
  }
}
// The page has no engine: faces are found in a worker, as an application would that keeps its page free.
window.findFaces = (asked) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./faces-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<{ found?: FoundFaces; failed?: string }>) => {
      worker.terminate();
      if (data.failed === undefined) resolve(data.found);
      else reject(new Error(data.failed));
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(asked);
  });

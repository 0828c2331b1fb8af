import { proxy, wrap } from 'comlink';
import { texts } from '../texts';
import type { fetchModel, FetchedFile, FetchProgress } from './model-at-address';

interface FetchModelOptions {
  signal: AbortSignal;
  onProgress?: FetchProgress;
}

/** Milliseconds until a frame that says nothing is given up: its file is of this site, or kept for offline use. */
const PATIENCE = 30_000;

/**
 * Fetches the files of a model from another server: `model.json` and its weights, or one `model.zip`. Only for the page's
 * thread.
 *
 * The app itself may talk to nobody but its own server; a frame of the same site with a policy of its own may, and is there
 * only as long as this lasts.
 */
export async function fetchModelFiles(
  url: string,
  { signal, onProgress = () => undefined }: FetchModelOptions,
): Promise<FetchedFile[]> {
  signal.throwIfAborted();
  const frame = document.createElement('iframe');
  frame.title = texts.app.loadingModel;
  frame.hidden = true;
  frame.src = new URL('fetch-model.html', document.baseURI).href;
  const { port1, port2 } = new MessageChannel();
  try {
    await ready(frame, signal);
    frame.contentWindow!.postMessage('fetch-model', location.origin, [port2]);
    const answers = wrap<{ fetchModel: typeof fetchModel }>(port1);
    return await answers.fetchModel(url, signal, proxy(onProgress));
  } finally {
    frame.remove();
    port1.close();
  }
}

/** Puts the frame into the page and waits until its script says that it listens. */
function ready(frame: HTMLIFrameElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const own = new AbortController();
    const fail = (why: Error) => (own.abort(), reject(why));
    const clock = setTimeout(() => fail(new Error(texts.app.noFrame)), PATIENCE);
    own.signal.addEventListener('abort', () => clearTimeout(clock));
    signal.addEventListener('abort', () => fail(signal.reason as Error), { signal: own.signal });
    addEventListener(
      'message',
      ({ origin, source, data }) => {
        if (origin !== location.origin || source !== frame.contentWindow || data !== 'ready') return;
        own.abort();
        resolve();
      },
      { signal: own.signal },
    );
    document.body.append(frame);
  });
}

import type { Page } from 'playwright-core';

/** What the page asked a worker for, seen from outside of the app. */
interface Watched {
  ask: Worker;
  /** Pictures that were asked about and answered, and the most that were on the way at once. */
  asked: number;
  answered: number;
  most: number;
  streams: MediaStream[];
  longest: number;
}

/** Counts, from the next load of the page on, what crosses to the room that answers, and notes the cameras that are opened. */
export async function watchWorker(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = { asked: 0, answered: 0, most: 0, streams: [], longest: 0 } as unknown as Watched;
    Object.assign(window, { watched });
    const Original = Worker;
    window.Worker = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        if (!String(url).includes('ask')) return;
        watched.ask = this;
        const onTheWay = new Set<string>();
        const post = this.postMessage.bind(this) as (message: Message, transfer: Transferable[]) => void;
        const postMessage = (message: Message, transfer: Transferable[]) => {
          if (message.path?.[0] === 'watchFrame') {
            onTheWay.add(message.id);
            watched.asked++;
            watched.most = Math.max(watched.most, onTheWay.size);
          }
          post(message, transfer);
        };
        Object.assign(this, { postMessage });
        this.addEventListener('message', ({ data }: MessageEvent<Message>) => {
          if (onTheWay.delete(data.id)) watched.answered++;
        });
      }
    };
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      watched.streams.push(stream);
      return stream;
    };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longest = Math.max(watched.longest, duration);
    }).observe({ type: 'longtask' });
    interface Message {
      id: string;
      path?: string[];
    }
  });
}

/** What was seen so far. */
export function seenWorker(page: Page) {
  return page.evaluate(() => {
    const { asked, answered, most, streams, longest } = (window as unknown as { watched: Watched }).watched;
    const tracks = streams.flatMap((stream) => stream.getTracks().map(({ readyState }) => readyState));
    return { asked, answered, most, longest, tracks };
  });
}

/** How many tensors the room that answers holds. */
export function tensorsOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const { ask } = (window as unknown as { watched: Watched }).watched;
        const id = crypto.randomUUID();
        ask.addEventListener(
          'message',
          ({ data }: MessageEvent<{ id: string; value: { tensors: number } }>) => {
            if (data.id === id) resolve(data.value.tensors);
          },
        );
        ask.postMessage({ id, type: 'APPLY', path: ['memory'], argumentList: [] });
      }),
  );
}

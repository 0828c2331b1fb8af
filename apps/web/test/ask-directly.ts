import type { Page } from 'playwright-core';
import type * as AskRoom from '../src/workers/ask/ask-room';
import { watchWorker } from './watch-worker';

/** Makes, from the next load of the page on, the room that answers reachable by {@link askDirectly}. */
export const watchRoom = watchWorker;

/** Calls a function of the room that answers as the page does, with arguments that are plain JSON. */
export function askDirectly<Name extends keyof typeof AskRoom>(
  page: Page,
  name: Name,
  args: readonly unknown[],
): Promise<Awaited<ReturnType<(typeof AskRoom)[Name]>>> {
  return page.evaluate(
    ({ name, args }) =>
      new Promise((resolve, reject) => {
        const { ask } = (window as unknown as { watched: { ask: Worker } }).watched;
        const id = `direct ${performance.now()}`;
        const listen = ({ data }: MessageEvent<{ id: string; type: string; value: unknown }>) => {
          if (data.id !== id) return;
          ask.removeEventListener('message', listen);
          if (data.type === 'RAW') resolve(data.value as never);
          else reject(new Error(JSON.stringify(data.value)));
        };
        ask.addEventListener('message', listen);
        const argumentList = args.map((value) => ({ type: 'RAW', value }));
        ask.postMessage({ id, type: 'APPLY', path: [name], argumentList });
      }),
    { name, args },
  );
}

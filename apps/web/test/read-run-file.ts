import type { Page } from 'playwright-core';

/** A file of a run that the app keeps in the browser, as text. */
export async function readRunFile(page: Page, id: string, path: string): Promise<string> {
  return page.evaluate(
    async ({ store, path }) => {
      const settled = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error(request.error?.message));
        });
      const database = await settled(indexedDB.open('fer', 1));
      const entries = database.transaction('entries').objectStore('entries');
      const bytes = await settled(entries.get([store, path]) as IDBRequest<Uint8Array>);
      database.close();
      return new TextDecoder().decode(bytes);
    },
    { store: `runs/${id}`, path },
  );
}

/** The rows of metrics.csv without the column of seconds, which no two runs share. */
export function numbersOf(metrics: string): string[][] {
  const [header, ...rows] = metrics
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const seconds = header.indexOf('seconds');
  return [header, ...rows].map((row) => row.filter((_, column) => column !== seconds));
}

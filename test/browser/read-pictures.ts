import type { DataError, readFer as readFerOfBrowsers } from '@fer/data';

/** What was read from an archive, as plain numbers that cross from a page to a test. */
export interface Pictures {
  ids: string[];
  labels: number[];
  images: number[];
  skipped: string[];
}

/** Reads a zip archive of pictures, 12 by 12, with the reader of a browser or of Node. */
export async function readPictures(readFer: typeof readFerOfBrowsers, bytes: number[]): Promise<Pictures> {
  const skipped: string[] = [];
  const onSkip = ({ message }: DataError) => skipped.push(message.split(':')[0]);
  const zip = new Blob([Uint8Array.from(bytes)]);
  const { ids, labels, images } = await readFer(zip, { size: 12, name: 'p', skipBadRows: true, onSkip });
  return { ids: ids!, labels: [...labels!], images: [...images], skipped };
}

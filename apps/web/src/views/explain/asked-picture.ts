import { signal } from '@preact/signals';
import { route } from '../../route';
import { useAnswer } from '../../ui/use-answer';
import type { Picture } from '../../ui/pixels';
import { dataRoom } from '../../workers/rooms';
import { readAskState } from './ask-state';

/** A picture that the model is asked about. */
export interface AskedPicture {
  /** Different for different pictures. */
  key: string;
  name: string;
  picture: Picture;
  /** Name of the class that it is labelled with. */
  truth?: string;
}

/** A picture that does not come from a data set: whole, as it was opened. */
export interface OwnPicture {
  name: string;
  photo: Picture;
}

/** It stays in this window's memory. */
export const ownPicture = signal<OwnPicture | undefined>(undefined);

/** What of it the model is asked about: a face that was cut out, or the whole picture. */
export const ownCut = signal<AskedPicture | undefined>(undefined);

let count = 0;

/** A new key for a picture that is in memory only. */
export const newKey = (): string => `own:${++count}`;

export const dataId = (): string => route.value.params.data ?? 'drawn-faces';

/** The picture of the data set that the address names. */
export function useSetPicture() {
  const { row } = readAskState();
  const id = dataId();
  const columns = useAnswer(() => dataRoom().columnsOf(id), [id]);
  const picture = useAnswer(async (): Promise<AskedPicture> => {
    const { count, labels, classes } = await dataRoom().columnsOf(id);
    if (row >= count) throw new Error(`no image ${row} in ${id} (expected 0..${count - 1})`);
    const { images, shape } = await dataRoom().imagesOf(id, [row]);
    const [, h, w, c] = shape;
    const truth = labels && classes[labels[row]];
    const [name] = await dataRoom().namesOf(id, [row]);
    return {
      key: `${id}:${row}`,
      name,
      picture: { data: images, shape: [h, w, c] },
      ...(truth && { truth }),
    };
  }, [id, row]);
  return { id, row, columns, picture };
}

/** A picture as the ask room takes them: 0..1, without transparency. */
export function batchOf({ data, shape: [h, w, c] }: Picture) {
  const channels = c === 4 ? 3 : c;
  const values = new Float32Array(h * w * channels);
  for (let i = 0; i < h * w; i++)
    for (let k = 0; k < channels; k++) values[i * channels + k] = data[i * c + k] / 255;
  return { data: values, shape: [1, h, w, channels] as [number, number, number, number] };
}

import { mapPicture } from '@fer/viz';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ModelRef } from '../../library/model-ref';
import type { Picture } from '../../ui/pixels';
import { askRoom } from '../../workers/rooms';

/** Images explained at once: a page that is left need not wait for more. */
const AT_ONCE = 8;

interface Wanted {
  row: number;
  face: Picture;
}

/** Maps of images in colour, computed a few at a time as images come into view. */
export function useMaps(model: ModelRef, method: string | undefined) {
  const [state, setState] = useState<{ key: string; maps: ReadonlyMap<number, Picture>; error?: string }>();
  const key = `${model} ${method}`;
  const queue = useMemo(
    () => new MapQueue(model, method, (maps, error) => setState({ key, maps, error })),
    [key],
  );
  useEffect(() => () => queue.stop(), [queue]);
  const current = state?.key === key ? state : undefined;
  return {
    want: queue.want,
    of: (row: number) => current?.maps.get(row),
    error: current?.error,
  };
}

class MapQueue {
  readonly #maps = new Map<number, Picture>();
  readonly #controller = new AbortController();
  #wanted: Wanted[] = [];
  #running = false;

  constructor(
    readonly model: ModelRef,
    readonly method: string | undefined,
    readonly show: (maps: ReadonlyMap<number, Picture>, error?: string) => void,
  ) {}

  want = (wanted: Wanted): void => {
    if (this.method === undefined || this.#maps.has(wanted.row)) return;
    this.#wanted.push(wanted);
    if (!this.#running) void this.#run(this.method);
  };

  stop(): void {
    this.#controller.abort();
  }

  async #run(method: string): Promise<void> {
    this.#running = true;
    const { signal } = this.#controller;
    try {
      // Those that come into view together are asked for together.
      await new Promise((resolve) => setTimeout(resolve, 30));
      while (this.#wanted.length > 0 && !signal.aborted) {
        const some = this.#wanted.splice(0, AT_ONCE);
        const { maps, shape } = await askRoom().explainImages(this.model, batchOf(some), { method }, signal);
        const [, h, w] = shape;
        some.forEach(({ row }, i) => {
          const values = maps.subarray(i * h * w, (i + 1) * h * w);
          this.#maps.set(row, mapPicture({ values, shape: [h, w] }));
        });
        this.show(new Map(this.#maps));
      }
    } catch (error) {
      if (!signal.aborted) this.show(new Map(this.#maps), (error as Error).message);
    } finally {
      this.#running = false;
    }
  }
}

/** Images as the ask room takes them: 0..1. */
function batchOf(wanted: readonly Wanted[]) {
  const [h, w, c] = wanted[0].face.shape;
  const data = new Float32Array(wanted.length * h * w * c);
  wanted.forEach(({ face }, i) =>
    data.set(
      Float32Array.from(face.data, (value) => value / 255),
      i * h * w * c,
    ),
  );
  return { data, shape: [wanted.length, h, w, c] as [number, number, number, number] };
}

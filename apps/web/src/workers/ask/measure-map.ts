import { deletion, insertion, type MeasuredAttribution } from '@fer/explain';
import type { ImageBatch } from '@fer/models';
import type { ModelRef } from '../../library/model-ref';
import type { Explanation } from './explain-images';
import { modelInput } from './model-input';
import { openModel } from './open-model';

/** The probability while pixels go, and while they come: mean heights of the curves. */
interface Areas {
  /** Lower is better. */
  deletion: number;
  /** Higher is better. */
  insertion: number;
}

/** How faithful a map is, beside maps that know nothing. */
export interface Measured extends Areas {
  random: Areas;
}

/** In a curve. */
const STEPS = 24;
/** Random maps that are averaged. */
const RANDOM = 5;

/** Deletes the pixels of one image from the most important on, and inserts them; the same in random orders. */
export async function measureMap(
  ref: ModelRef,
  image: ImageBatch,
  { maps, shape, targets }: Pick<Explanation, 'maps' | 'shape' | 'targets'>,
  signal: AbortSignal,
): Promise<Measured> {
  const opened = await openModel(ref);
  const input = modelInput(image, opened);
  const own = await areas({ values: maps, shape, targets }, input);
  const places = input.shape[1] * input.shape[2];
  const size = input.data.length;
  const copies = new Float32Array(RANDOM * size);
  for (let i = 0; i < RANDOM; i++) copies.set(input.data, i * size);
  const random = await areas(
    {
      values: randomNumbers(RANDOM * places),
      shape: [RANDOM, input.shape[1], input.shape[2]],
      targets: new Int32Array(RANDOM).fill(targets[0]),
    },
    { data: copies, shape: [RANDOM, ...input.shape.slice(1)] as ImageBatch['shape'] },
  );
  return { ...own, random };

  async function areas(map: MeasuredAttribution, images: ImageBatch): Promise<Areas> {
    const options = { step: 1 / STEPS, outputs: opened.outputs, target: map.targets, signal };
    const down = await deletion(opened.model, images, map, options);
    const up = await insertion(opened.model, images, map, options);
    return { deletion: mean(down.values), insertion: mean(up.values) };
  }
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The same ones each time: Lehmer's generator with the multiplier of MINSTD. */
function randomNumbers(count: number): Float32Array {
  let state = 1;
  return Float32Array.from(
    { length: count },
    () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647,
  );
}

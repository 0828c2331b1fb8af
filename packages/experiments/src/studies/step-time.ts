import { createModel } from '@fer/models';
import { fit, type LabelledData } from '@fer/train';
import type { ExperimentSpec } from '../spec';

/** How long an update takes here: `update + image * batch size` seconds, on the thread that measures. */
export interface StepTime {
  /** Seconds an update, whatever its size: mostly the new weights. */
  update: number;
  /** Seconds an image, forward and backward. */
  image: number;
}

/** Two sizes tell the part that grows with the batch from that which does not. */
const BATCHES = [1, 8] as const;

/** They take turns, so that what else the machine does falls on both; the quickest update of each counts. */
const ROUNDS = { least: 2, most: 6, seconds: 1.5 };

/** Measures a few updates of a spec's model with small batches of noise, with its optimiser; seconds on `now`'s clock (milliseconds). */
export async function measureStep(
  {
    model: { name, ...options },
    training: { optimizer },
    seed,
  }: Pick<ExperimentSpec, 'model' | 'training' | 'seed'>,
  {
    now,
    signal,
    inputShape = [48, 48, 1],
  }: { now: () => number; signal?: AbortSignal; inputShape?: [number, number, number] },
): Promise<StepTime> {
  const model = createModel(name, { ...options, seed, inputShape });
  try {
    const quickest = BATCHES.map(() => Infinity);
    let spent = 0;
    for (let round = 0; round < ROUNDS.most && (round < ROUNDS.least || spent < ROUNDS.seconds); round++) {
      for (const [i, batchSize] of BATCHES.entries()) {
        const train = noise(batchSize, inputShape);
        const { records } = await fit(model, { train, epochs: 2, batchSize, optimizer, now, signal });
        // The first update of a fit allocates.
        const [, { seconds = 0 }] = records;
        quickest[i] = Math.min(quickest[i], seconds);
        spent += 2 * seconds;
      }
    }
    const [few, many] = quickest;
    const image = Math.max(0, (many - few) / (BATCHES[1] - BATCHES[0]));
    return { image, update: Math.max(0, few - BATCHES[0] * image) };
  } finally {
    model.dispose();
  }
}

/** What is in them does not change the time. */
function noise(n: number, [h, w, c]: [number, number, number]): LabelledData {
  const images = Uint8Array.from({ length: n * h * w * c }, (_, i) => (i * 2654435761) >>> 24);
  return {
    images,
    shape: [n, h, w, c],
    labels: Uint8Array.from({ length: n }, (_, i) => i % 7),
    classes: CLASSES,
  };
}

const CLASSES = ['0', '1', '2', '3', '4', '5', '6'];

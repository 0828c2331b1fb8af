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
const BATCHES = [2, 6] as const;
/** Seconds that the counted updates of a size should take together, and how many there are at least and at most. */
const COUNTED = { seconds: 0.5, least: 2, most: 12 };

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
    const seconds: number[] = [];
    for (const batchSize of BATCHES) {
      const updates = async (epochs: number) => {
        const train = noise(batchSize, inputShape);
        const { records } = await fit(model, { train, epochs, batchSize, optimizer, now, signal });
        return records.map((record) => record.seconds ?? 0);
      };
      // The first update of a shape compiles and allocates.
      const [, warm] = await updates(2);
      const wanted = Math.round(COUNTED.seconds / Math.max(warm, 1e-3));
      seconds.push(
        Math.min(warm, ...(await updates(Math.min(COUNTED.most, Math.max(COUNTED.least, wanted))))),
      );
    }
    const image = Math.max(0, (seconds[1] - seconds[0]) / (BATCHES[1] - BATCHES[0]));
    return { image, update: Math.max(0, seconds[0] - BATCHES[0] * image) };
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

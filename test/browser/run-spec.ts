import type { LabelledImages } from '@fer/data';
import { parseSpec, runExperiment, storeRunFolder } from '@fer/experiments';
import { memoryStore } from '@fer/models';

/** Runs an experiment with what training can do at once, and gives every file of its run folder, models too. */
export async function runSpec(data: LabelledImages): Promise<Record<string, string>> {
  const spec = parseSpec({
    data: { source: 'some faces', division: { validation: 'share', share: 0.25 } },
    preprocessing: 'standardize',
    augment: ['shift', 'flip', 'mixup'],
    model: { name: 'tiny', dropout: 0.2 },
    training: {
      epochs: 3,
      batchSize: 16,
      optimizer: { name: 'adamw', clipNorm: 1 },
      schedule: { name: 'cosine', warmupEpochs: 1 },
      classWeights: 'balanced',
      labelSmoothing: 0.1,
      stepsPerEpoch: 4,
      ema: { decay: 0.9 },
      monitor: 'val_macro_f1',
    },
    evaluation: { views: 'flip' },
    figures: ['history', 'confusion'],
    seed: 5,
  });
  const store = memoryStore();
  await runExperiment(spec, data, storeRunFolder(store));
  const files = await Promise.all(
    (await store.entries()).map(async (entry) => [entry, text((await store.read(entry))!)] as const),
  );
  return Object.fromEntries(files);
}

/** Bytes as a text that crosses from a page to a test: a character a byte. */
function text(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

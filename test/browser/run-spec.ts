import type { LabelledImages } from '@fer/data';
import { parseSpec, runExperiment, type RunFolder } from '@fer/experiments';
import { memoryStore, type ModelStore } from '@fer/models';

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
  const files = new Map<string, Uint8Array>();
  const stores = new Map<string, ModelStore>();
  const folder: RunFolder = {
    name: 'memory',
    read: async (path) => files.get(path),
    write: async (path, content) =>
      void files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content),
    store(name) {
      const store = stores.get(name) ?? memoryStore(name);
      stores.set(name, store);
      return store;
    },
  };
  await runExperiment(spec, data, folder);
  for (const [name, store] of stores)
    for (const entry of await store.entries()) {
      const bytes = await store.read(entry);
      if (bytes) files.set(`${name}/${entry}`, bytes);
    }
  return Object.fromEntries([...files].map(([name, bytes]) => [name, text(bytes)]));
}

/** Bytes as a text that crosses from a page to a test: a character a byte. */
function text(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

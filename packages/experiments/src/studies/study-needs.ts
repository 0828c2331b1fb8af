import { createModel, summarize } from '@fer/models';
import type { ExperimentSpec } from '../spec';
import { studySpecs, trainsOf } from './scale-study';
import { measureStep, type StepTime } from './step-time';
import { FER_TRAINING_ROWS, type Study } from './study';

/** What a run of a study needs on this machine, for FER2013 in full. */
export interface RunNeeds {
  name: string;
  title: string;
  parameters: number;
  /** Images that train, and those that are seen an epoch where updates an epoch are counted. */
  images: number;
  epochs: number;
  /** Updates of all epochs. */
  updates: number;
  /** Estimated seconds on one thread. */
  seconds: number;
  /** Estimated bytes, see `trainingBytes`. */
  bytes: number;
}

export interface StudyNeeds {
  name: string;
  number: number;
  title: string;
  gives: string;
  runs: RunNeeds[];
}

export interface StudyNeedsOptions {
  /** A clock in milliseconds. */
  now: () => number;
  signal?: AbortSignal;
  /** Called before a network is measured. */
  onMeasure?: (model: string) => void;
}

/** What studies need, from a few measured updates of each of their networks with small batches: seconds, not minutes. */
export async function studyNeeds(
  studies: readonly Study[],
  { now, signal, onMeasure }: StudyNeedsOptions,
): Promise<StudyNeeds[]> {
  const measured = new Map<string, { time: StepTime; parameters: number; activations: number }>();
  const needs: StudyNeeds[] = [];
  for (const study of studies) {
    const { name, number, title, gives } = study;
    const runs: RunNeeds[] = [];
    for (const run of studySpecs(study, { source: 'FER2013' })) {
      const { model, training } = run.spec;
      const key = JSON.stringify([model.name, model.widths, training.optimizer.name]);
      if (!measured.has(key)) {
        signal?.throwIfAborted();
        onMeasure?.(model.name);
        measured.set(key, { time: await measureStep(run.spec, { now, signal }), ...sizesOf(run.spec) });
      }
      const { time, parameters, activations } = measured.get(key)!;
      const images = Math.round(trainsOf(run.spec.data.division));
      const steps = training.stepsPerEpoch ?? Math.ceil(images / training.batchSize);
      const seen = training.stepsPerEpoch ? steps * training.batchSize : images;
      const validated = images < FER_TRAINING_ROWS ? FER_TRAINING_ROWS - images : PUBLIC_TEST;
      // Validation only goes forward: a third of the work.
      const epoch = steps * time.update + (seen + validated / 3) * time.image;
      runs.push({
        name: run.name,
        title: run.title,
        parameters,
        images,
        epochs: training.epochs,
        updates: steps * training.epochs,
        seconds: epoch * training.epochs,
        bytes: trainingBytes({ parameters, activations, training }),
      });
    }
    needs.push({ name, number, title, gives, runs });
  }
  return needs;
}

/** FER2013's public test images, which validate where nothing is divided off. */
const PUBLIC_TEST = 3589;

/**
 * Bytes that training takes at least: `4 parameters (2 + optimiser's copies) + 4 * 2 activations * batch / replicas`. Weights, gradients and what
 * the optimiser keeps of each weight (2 for Adam, AdamW and Adadelta, 1 for momentum, else 0); outputs of all layers of the images of one replica and their
 * gradients. Each further thread takes weights, gradients and activations again; the images come on top (2,304 bytes each).
 */
export function trainingBytes({
  parameters,
  activations,
  training: { optimizer, batchSize, replicas },
}: {
  parameters: number;
  /** Outputs of all layers for one image. */
  activations: number;
  training: Pick<ExperimentSpec['training'], 'optimizer' | 'batchSize' | 'replicas'>;
}): number {
  const together = Math.ceil(batchSize / replicas);
  return 4 * parameters * (2 + optimizerCopies(optimizer)) + 4 * 2 * activations * together;
}

function optimizerCopies(optimizer: ExperimentSpec['training']['optimizer']): number {
  switch (optimizer.name) {
    case 'adam':
    case 'adamw':
    case 'adadelta':
      return 2;
    case 'rmsprop':
      return 1 + (optimizer.momentum > 0 ? 1 : 0) + (optimizer.centered ? 1 : 0);
    case 'sgd':
      return optimizer.momentum > 0 ? 1 : 0;
    default:
      return 2;
  }
}

function sizesOf({ model: { name, ...options } }: ExperimentSpec): {
  parameters: number;
  activations: number;
} {
  const model = createModel(name, options);
  try {
    const { total, layers } = summarize(model);
    const size = (shape: (number | null)[]) => shape.reduce<number>((product, n) => product * (n ?? 1), 1);
    return {
      parameters: total,
      activations: layers.reduce((sum, { outputShape }) => sum + size(outputShape), 0),
    };
  } finally {
    model.dispose();
  }
}

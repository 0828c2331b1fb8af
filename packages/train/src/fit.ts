import type * as tfl from '@tensorflow/tfjs-layers';
import { saveCheckpoint } from './checkpoints/checkpoint';
import type { EpochRecord } from './epoch-record';
import type { FitOptions } from './fit-options';
import { planFit } from './fit-plan';
import { Holding } from './holding';
import { logitsFunction } from './logits';
import { bestRecord, shouldStop } from './monitor';
import { openWorkers } from './parallel/use-workers';
import { runPhase } from './run-phase';
import { startTraining } from './start-training';
import type { Training } from './training';
import { validate } from './validate';

export interface History {
  /** Of all epochs; of a run that was resumed also those from before. */
  records: EpochRecord[];
  /** The epoch that `monitor` says is best, the first of equals. */
  bestEpoch: number;
}

/**
 * Trains a classifier on its cross-entropy. The same model, data, options and seed give the same numbers again
 * on the same backend, in Node and in a browser alike; between the cpu and wasm backends they agree to rounding.
 *
 * @param model probabilities or logits out, see `logitsFunction`; its weights change in place.
 * @throws `AbortError` when aborted (the weights are those of the last update); an error that names the
 * epoch when the loss is no longer a number, or the image whose shape or label does not fit the model.
 * @example
 * const { records } = await fit(model, { train, validation, epochs: 5, seed: 1 });
 */
export async function fit(model: tfl.LayersModel, options: FitOptions): Promise<History> {
  const records = [...(options.resume?.records ?? [])];
  for await (const record of fitEpochs(model, options)) records.push(record);
  return { records, bestEpoch: bestRecord(records, options.monitor)?.epoch ?? 0 };
}

/**
 * The same as `fit`, an epoch at a time: not asking for the next record pauses the training. A run that is resumed
 * gives the epochs that it adds.
 */
export async function* fitEpochs(
  model: tfl.LayersModel,
  options: FitOptions,
): AsyncGenerator<EpochRecord, void, void> {
  const { train, validation, epochs, batchSize, seed, settings, ...plan } = planFit(model, options);
  const { callbacks = [], monitor, earlyStopping, checkpoints, resume, signal, onProgress, now } = options;
  const { stepsPerEpoch, ema: average } = options;
  const holding = new Holding(options);
  const phase = { holding, signal, onProgress, now };
  const records = [...(resume?.records ?? [])];
  let step = resume?.step ?? 0;
  const logits = logitsFunction(model);
  const { pool, release } = await openWorkers(model, options, plan.replicas);
  let training: Training | undefined;
  try {
    const running = (training = startTraining(model, { ...plan, logits, pool, average, from: resume }));
    // Also where no epoch is left to do: then the model ends with what the checkpoint has.
    if (resume) await running.begin();
    for (let epoch = records.length + 1; epoch <= epochs; epoch++) {
      if (earlyStopping && shouldStop(records, earlyStopping)) return;
      const started = now?.();
      const heldBefore = holding.milliseconds;
      const pass = { batchSize, seed, epoch: epoch - 1 };
      let lr = 0;
      await running.begin();
      const { loss, accuracy, waited } = await runPhase(
        train,
        { ...pass, shuffle: true, stepsPerEpoch },
        { ...phase, epoch, phase: 'train' },
        (batch) => {
          lr = plan.rateAt(step, records);
          return running.update(plan.withObjective(batch), { step: step++, learningRate: lr });
        },
      );
      running.end();
      const validated =
        validation &&
        (await validate(model, validation, { ...pass, shuffle: false }, { ...phase, epoch, pool }));
      const record: EpochRecord = {
        epoch,
        loss,
        accuracy,
        ...validated?.scores,
        lr,
        ...(now && { seconds: (now() - started! - (holding.milliseconds - heldBefore)) / 1000, waited }),
      };
      records.push(record);
      const bestEpoch = bestRecord(records, monitor)?.epoch ?? epoch;
      const news = { isBest: bestEpoch === epoch, ...(validated && { confusion: validated.confusion }) };
      for (const callback of callbacks) await callback(record, { model, ...news });
      const state = checkpoints && (await running.snapshot());
      if (checkpoints && state)
        await saveCheckpoint(checkpoints, { epoch, step, records, bestEpoch, settings, ...state });
      yield record;
    }
  } finally {
    training?.dispose();
    release();
  }
}

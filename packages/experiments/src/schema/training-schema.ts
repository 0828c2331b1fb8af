import * as z from 'zod/mini';
import {
  completeOptimizer,
  completeSchedule,
  monitorNames,
  optimizerNames,
  scheduleNames,
  type OptimizerSpec,
  type ScheduleSpec,
} from '@fer/train';
import { settingsOf } from './settings';
import { keys, number, oneOf, whole } from './values';

const monitor = () => oneOf(monitorNames());
const positive = () => z.optional(number({ above: 0 }));

const optimizer = () =>
  settingsOf({
    names: optimizerNames(),
    complete: (spec) => completeOptimizer(spec as OptimizerSpec),
    more: () => ({ clipNorm: positive(), clipValue: positive() }),
  });

const schedule = () =>
  settingsOf({
    names: scheduleNames(),
    complete: (spec) => completeSchedule(spec as ScheduleSpec),
    // What has no default, or none that is a number.
    more: (name) => ({
      ...(name === 'step' && { every: whole(1) }),
      ...(name === 'reduceOnPlateau' && { monitor: z._default(monitor(), 'val_loss') }),
    }),
  });

const classWeights = () =>
  z.union([z.literal('balanced'), z.array(number({ least: 0 }))], {
    error: 'balanced, or a list of a weight >= 0 for each class',
  });

const earlyStopping = () =>
  keys({
    monitor: z._default(monitor(), 'val_loss'),
    patience: whole(1),
    minDelta: z._default(number({ least: 0 }), 0),
  });

/** `training` of a spec. */
export function trainingSchema() {
  return keys({
    epochs: z._default(whole(1), 10),
    batchSize: z._default(whole(1), 64),
    replicas: z._default(whole(1), 2),
    optimizer: z.prefault(optimizer(), { name: 'adam' }),
    schedule: z.prefault(schedule(), { name: 'constant' }),
    classWeights: z.optional(classWeights()),
    labelSmoothing: z._default(number({ least: 0, below: 1 }), 0),
    stepsPerEpoch: z.optional(whole(1)),
    ema: z.optional(keys({ decay: number({ least: 0, below: 1 }) })),
    monitor: z._default(monitor(), 'val_accuracy'),
    earlyStopping: z.optional(earlyStopping()),
  });
}

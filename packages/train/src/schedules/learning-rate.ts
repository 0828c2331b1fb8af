import { integerPower } from '../optimizers/integer-power';
import { improves, lossMonitor, monitored } from '../monitor';
import type { EpochRecord } from '../epoch-record';
import type { CompleteScheduleSpec } from './schedule-spec';

/** Where in a run an update stands. */
export interface RunPlace {
  /** Number of the update in the run, from 0. */
  step: number;
  stepsPerEpoch: number;
  epochs: number;
  /** The epochs that have ended. */
  records: readonly EpochRecord[];
}

/**
 * The learning rate of an update: a pure function of its place in the run and of what the epochs before it came to, so
 * that a run that is continued needs to remember nothing more. Rounded to nine digits: a cosine's last bit differs
 * between JavaScript engines.
 *
 * @param base the optimiser's learning rate.
 */
export function learningRate(schedule: CompleteScheduleSpec, base: number, place: RunPlace): number {
  return Number(exactRate(schedule, base, place).toPrecision(9));
}

function exactRate(schedule: CompleteScheduleSpec, base: number, place: RunPlace): number {
  const { step, stepsPerEpoch, epochs, records } = place;
  const steps = stepsPerEpoch * epochs;
  if (schedule.name === 'oneCycle') {
    const { start, end, warmup } = schedule;
    const peak = Math.max(1, warmup * steps - 1);
    if (step <= peak) return base * cosineBetween(start, 1, step / peak);
    return base * cosineBetween(1, start * end, (step - peak) / Math.max(1, steps - 1 - peak));
  }
  const warmup = schedule.warmupEpochs * stepsPerEpoch;
  if (step < warmup) return (base * (step + 1)) / (warmup + 1);
  switch (schedule.name) {
    case 'constant':
      return base;
    case 'step':
      return base * integerPower(schedule.factor, Math.floor(step / stepsPerEpoch / schedule.every));
    case 'cosine':
      return cosineBetween(
        base,
        Math.min(base, schedule.minimum),
        (step - warmup) / Math.max(1, steps - warmup),
      );
    case 'reduceOnPlateau':
      return plateauRate(schedule, base, records);
  }
}

/** Half a cosine from `from` (at 0) to `to` (at 1 and after). */
function cosineBetween(from: number, to: number, progress: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * Math.min(1, progress)))) / 2;
}

function plateauRate(
  {
    monitor,
    factor,
    patience,
    minDelta,
    cooldown,
    minimum,
    warmupEpochs,
  }: Extract<CompleteScheduleSpec, { name: 'reduceOnPlateau' }>,
  base: number,
  records: readonly EpochRecord[],
): number {
  let rate = base;
  let best: number | undefined;
  let waited = 0;
  let cooling = 0;
  for (const record of records) {
    const chosen = monitor ?? lossMonitor(record);
    const value = monitored(record, chosen);
    if (cooling > 0) {
      cooling--;
      waited = 0;
    }
    if (best === undefined || improves(value, best, { monitor: chosen, minDelta })) {
      best = value;
      waited = 0;
    } else if (cooling === 0 && record.epoch > warmupEpochs && ++waited >= patience) {
      rate = Math.max(Math.min(base, minimum), rate * factor);
      waited = 0;
      cooling = cooldown;
    }
  }
  return rate;
}

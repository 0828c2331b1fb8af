import { checkMonitor, type Monitor } from '../monitor';

/**
 * How the learning rate changes, as data. All take `warmupEpochs` but `oneCycle`, which has its own: the rate first
 * rises in a straight line from update to update (Goyal et al. 2017), then the schedule begins.
 */
export type ScheduleSpec =
  | { name: 'constant'; warmupEpochs?: number }
  /** Times `factor` (default 0.1) after every `every` epochs. */
  | { name: 'step'; every: number; factor?: number; warmupEpochs?: number }
  /**
   * Half a cosine from the learning rate down to `minimum` (default 0), which would be that of the update after the last
   * (Loshchilov & Hutter 2017, without restarts; as Keras' CosineDecay).
   */
  | { name: 'cosine'; minimum?: number; warmupEpochs?: number }
  /**
   * The learning rate is the peak: half a cosine up from `start` of it (default 1/25) during the share `warmup` of all
   * updates (default 0.3), then half a cosine down to `end` of the start (default 1e-4). Smith & Topin 2018 as PyTorch has it; momentum stays.
   */
  | { name: 'oneCycle'; start?: number; end?: number; warmup?: number }
  /**
   * Times `factor` (default 0.1) when `monitor` (default `val_loss`, without validation `loss`) has not improved by more
   * than `minDelta` (default 1e-4) for `patience` epochs (default 10); then it waits `cooldown` epochs (default 0) before
   * it counts again, and never goes below `minimum` (default 0). As Keras' ReduceLROnPlateau.
   */
  | {
      name: 'reduceOnPlateau';
      monitor?: Monitor;
      factor?: number;
      patience?: number;
      minDelta?: number;
      cooldown?: number;
      minimum?: number;
      warmupEpochs?: number;
    };

type Complete<S> = S extends { name: 'reduceOnPlateau' }
  ? Required<Omit<S, 'monitor'>> & Pick<S, 'monitor' & keyof S>
  : Required<S>;

/** A schedule's spec with nothing left unsaid but what depends on the run. */
export type CompleteScheduleSpec = Complete<ScheduleSpec>;

const DEFAULTS = {
  constant: { warmupEpochs: 0 },
  step: { every: undefined, factor: 0.1, warmupEpochs: 0 },
  cosine: { minimum: 0, warmupEpochs: 0 },
  oneCycle: { start: 1 / 25, end: 1e-4, warmup: 0.3 },
  reduceOnPlateau: {
    monitor: undefined,
    factor: 0.1,
    patience: 10,
    minDelta: 1e-4,
    cooldown: 0,
    minimum: 0,
    warmupEpochs: 0,
  },
};

/** The names that a spec may have. */
export function scheduleNames(): ScheduleSpec['name'][] {
  return Object.keys(DEFAULTS) as ScheduleSpec['name'][];
}

const COUNT = { expected: 'an integer >= 1', holds: (x: number) => Number.isInteger(x) && x >= 1 };
const WAIT = { expected: 'an integer >= 0', holds: (x: number) => Number.isInteger(x) && x >= 0 };
const NOT_NEGATIVE = { expected: 'a number >= 0', holds: (x: number) => x >= 0 && x < Infinity };
const FACTOR = { expected: '0 < factor < 1', holds: (x: number) => x > 0 && x < 1 };
const SHARE = { expected: '0 < share <= 1', holds: (x: number) => x > 0 && x <= 1 };

const RANGES: Record<string, typeof COUNT> = {
  every: COUNT,
  patience: COUNT,
  cooldown: WAIT,
  warmupEpochs: NOT_NEGATIVE,
  minDelta: NOT_NEGATIVE,
  minimum: NOT_NEGATIVE,
  factor: FACTOR,
  start: SHARE,
  end: SHARE,
  warmup: SHARE,
};

/**
 * Fills in the defaults of a schedule.
 *
 * @throws on an unknown name or setting, or a value out of range; the message says what was expected.
 */
export function completeSchedule(spec: ScheduleSpec): CompleteScheduleSpec {
  const { name, ...given } = spec;
  if (!Object.hasOwn(DEFAULTS, name))
    throw new Error(`unknown schedule: ${String(name)} (expected one of ${scheduleNames().join(', ')})`);
  const whole: Record<string, unknown> = { ...DEFAULTS[name] };
  for (const [key, value] of Object.entries(given)) {
    if (!(key in whole))
      throw new Error(
        `unknown setting of schedule ${name}: ${key} (expected ${Object.keys(whole).join(', ')})`,
      );
    if (value !== undefined) whole[key] = value;
  }
  for (const [key, value] of Object.entries(whole)) {
    if (key === 'monitor') {
      if (value !== undefined) checkMonitor(value as Monitor);
      continue;
    }
    const { expected, holds } = RANGES[key];
    if (typeof value !== 'number' || !holds(value))
      throw new Error(`invalid ${key} of schedule ${name}: ${String(value)} (expected ${expected})`);
  }
  return { name, ...whole } as CompleteScheduleSpec;
}

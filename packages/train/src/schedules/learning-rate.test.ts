import { describe, expect, it } from 'vitest';
import { learningRate } from './learning-rate';
import { completeSchedule, scheduleNames, type ScheduleSpec } from './schedule-spec';

/** The rates of a run of 5 epochs of 4 updates, base 1, with these validation losses. */
function rates(spec: ScheduleSpec, losses: number[] = []) {
  const schedule = completeSchedule(spec);
  return Array.from({ length: 20 }, (_, step) =>
    learningRate(schedule, 1, {
      step,
      stepsPerEpoch: 4,
      epochs: 5,
      records: losses
        .slice(0, Math.floor(step / 4))
        .map((val_loss, i) => ({ epoch: i + 1, loss: 0, accuracy: 0, val_loss, lr: 1 })),
    }),
  );
}
const perEpoch = (values: number[]) => [0, 1, 2, 3, 4].map((epoch) => values[epoch * 4]);

describe('the learning rate', () => {
  it('stays where it is', () => {
    expect(new Set(rates({ name: 'constant' }))).toEqual(new Set([1]));
  });

  it('falls by steps after every so many epochs', () => {
    expect(perEpoch(rates({ name: 'step', every: 2 }))).toEqual([1, 1, 0.1, 0.1, 0.01]);
  });

  it('falls along half a cosine to its minimum, so that every update still changes something', () => {
    const all = rates({ name: 'cosine', minimum: 0.2 });
    expect(all[0]).toBe(1);
    expect(all[10]).toBeCloseTo(0.6, 8);
    expect(all[19]).toBeCloseTo(0.2 + 0.4 * (1 + Math.cos(0.95 * Math.PI)), 8);
    expect(all.toSorted((a, b) => b - a)).toEqual(all);
  });

  it('rises in a straight line first where there is a warm-up, and falls from there on', () => {
    const all = rates({ name: 'cosine', warmupEpochs: 1 });
    expect(all.slice(0, 5)).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
    expect(all[19]).toBeCloseTo(0.5 * (1 + Math.cos((15 / 16) * Math.PI)), 8);
  });

  it("follows PyTorch's OneCycleLR", () => {
    // torch.optim.lr_scheduler.OneCycleLR(SGD(lr=1), max_lr=1, total_steps=20), cosine annealing
    const all = rates({ name: 'oneCycle' });
    expect(all[0]).toBeCloseTo(0.04, 8);
    expect(all[5]).toBe(1);
    expect(all[19]).toBeCloseTo(4e-6, 9);
    expect(all[1]).toBeCloseTo(0.04 + 0.96 * (1 - Math.cos(Math.PI / 5)) * 0.5, 8);
    expect(all[12]).toBeCloseTo(4e-6 + (1 - 4e-6) * 0.5, 8);
  });

  it('falls where the loss has not improved for so long, as Keras does', () => {
    const plateau = { name: 'reduceOnPlateau', patience: 1, factor: 0.5 } as const;
    expect(perEpoch(rates(plateau, [1, 0.9, 0.9, 0.9]))).toEqual([1, 1, 1, 0.5, 0.25]);
    expect(perEpoch(rates({ ...plateau, patience: 2 }, [1, 1, 1, 1]))).toEqual([1, 1, 1, 0.5, 0.5]);
    expect(perEpoch(rates({ ...plateau, cooldown: 2 }, [1, 1, 1, 1]))).toEqual([1, 1, 0.5, 0.5, 0.25]);
    expect(perEpoch(rates({ ...plateau, minimum: 0.4 }, [1, 1, 1, 1]))).toEqual([1, 1, 0.5, 0.4, 0.4]);
    expect(perEpoch(rates({ ...plateau, minDelta: 0.2 }, [1, 0.9, 0.7, 0.6]))).toEqual([
      1, 1, 0.5, 0.5, 0.25,
    ]);
  });

  it('has nine digits, so that an engine whose cosine differs in the last bit gives the same', () => {
    for (const rate of rates({ name: 'cosine' })) expect(rate).toBe(Number(rate.toPrecision(9)));
  });
});

describe('a schedule', () => {
  it('names what is wrong with it', () => {
    const broken: [unknown, string][] = [
      [{ name: 'linear' }, `unknown schedule: linear (expected one of ${scheduleNames().join(', ')})`],
      [{ name: 'step' }, 'invalid every of schedule step: undefined (expected an integer >= 1)'],
      [
        { name: 'cosine', every: 2 },
        'unknown setting of schedule cosine: every (expected minimum, warmupEpochs)',
      ],
      [
        { name: 'reduceOnPlateau', factor: 2 },
        'invalid factor of schedule reduceOnPlateau: 2 (expected 0 < factor < 1)',
      ],
      [{ name: 'reduceOnPlateau', monitor: 'luck' }, 'unknown monitor: luck'],
    ];
    for (const [spec, message] of broken)
      expect(() => completeSchedule(spec as ScheduleSpec)).toThrow(message);
  });
});

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel } from './create-model';
import { matchParameters, matchWidths } from './match-parameters';
import { summarize } from './summarize';

beforeAll(() => tf.setBackend('cpu'));

/** (n + 1) w1 + (w1 + 1) w2 + .. by hand. */
const count = (inputs: number, widths: number[], classes: number) =>
  [...widths, classes].reduce((sum, size, i) => sum + ([inputs, ...widths][i] + 1) * size, 0);

describe('matchWidths', () => {
  it.each([
    [400_583, { depth: 1 }, [173], 399_983],
    [400_583, { depth: 2 }, [156, 250], 400_587],
    [400_583, { depth: 3 }, [151, 151, 186], 400_588],
    [400_583, { widths: [112, 112, 112, 128, 64, 64] }, [137, 137, 137, 157, 78, 151], 400_580],
    [21_100_035, { depth: 1 }, [9126], 21_099_319],
    [21_100_035, { depth: 2 }, [4188, 2728], 21_100_035],
    [21_100_035, { depth: 3 }, [2758, 2758, 2579], 21_100_033],
  ])('finds for %i parameters with %j the widths %j: %i', (target, options, widths, total) => {
    expect(matchWidths(target, options)).toEqual({ widths, total });
    expect(count(2304, widths, 7)).toBe(total);
  });

  it.each([
    [[4, 4, 1], 3, { depth: 1 }],
    [[4, 4, 1], 3, { depth: 2 }],
    [[3, 2, 2], 2, { depth: 3 }],
    [[4, 4, 1], 5, { widths: [3, 1] }],
    [[4, 4, 1], 5, { widths: [2, 5, 3] }],
  ] as const)('leaves no nearer net of its family: images %j, %i classes, %j', (shape, classes, options) => {
    const inputs = shape[0] * shape[1] * shape[2];
    const ratios = 'widths' in options ? options.widths : Array.from({ length: options.depth }, () => 1);
    const family: number[] = [];
    // Every factor in steps too fine to miss a net, every last width that is allowed.
    for (let factor = 0.01; factor < 50; factor += 0.01) {
      const scaled = ratios.map((ratio) => Math.max(1, Math.round(factor * ratio)));
      const last = scaled[scaled.length - 1];
      for (let width = Math.ceil(last / 2); width <= 2 * last; width++)
        family.push(count(inputs, [...scaled.slice(0, -1), width], classes));
    }
    family.sort((a, b) => a - b);
    for (let target = family[0]; target < family[0] + 900; target += 23) {
      const { widths, total } = matchWidths(target, { inputShape: shape, classes, ...options });
      expect(total).toBe(count(inputs, widths, classes));
      const nearest = family.reduce((best, each) =>
        Math.abs(each - target) < Math.abs(best - target) ? each : best,
      );
      expect(Math.abs(total - target)).toBe(Math.abs(nearest - target));
    }
  });

  it('finds a net again from its own count, and keeps the ratios of a pattern', () => {
    expect(
      matchWidths(count(2304, [112, 112, 112, 128, 64, 64], 7), { widths: [112, 112, 112, 128, 64, 64] }),
    ).toEqual({
      widths: [112, 112, 112, 128, 64, 64],
      total: 310_807,
    });
    const { widths } = matchWidths(1_000_000, { widths: [4, 2, 1] });
    expect(widths[0] / widths[1]).toBeCloseTo(2, 1);
  });

  it.each([
    [() => matchWidths(100), 'invalid target: 100 (expected at least 2323 parameters for this depth)'],
    [() => matchWidths(NaN), 'invalid target: NaN (expected at least'],
    [() => matchWidths(1e5, { depth: 0 }), 'invalid depth: 0 (expected an integer >= 1)'],
    [
      () => matchWidths(1e5, { widths: [3, -1] }),
      'invalid widths: [3, -1] (expected one or more numbers > 0)',
    ],
    [() => matchWidths(1e5, { classes: 1 }), 'invalid classes: 1 (expected an integer >= 2)'],
  ])('names the bad value and what was expected (%#)', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('matchParameters', () => {
  it('gives the model, which has as many parameters as it says and can be made again from its widths', () => {
    const options = { inputShape: [12, 10, 3], classes: 4 } as const;
    const { model, widths, total } = matchParameters(50_000, { ...options, depth: 2, seed: 5 });
    expect(summarize(model).total).toBe(total);
    const again = createModel('dense', { ...options, widths, seed: 5 });
    expect(again.getWeights().map((w) => Array.from(w.dataSync()))).toEqual(
      model.getWeights().map((w) => Array.from(w.dataSync())),
    );
    model.dispose();
    again.dispose();
  });
});

import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '@fer/experiments';
import { RunReporter } from './run-reporter';

/** A reporter on a stream that is no terminal, and the clock that it reads. */
function reporterWithClock() {
  const lines: string[] = [];
  const clock = { ms: 0 };
  const stream = {
    isTTY: false,
    write: (text: string) => lines.push(stripVTControlCharacters(text).trimEnd()),
  };
  const reporter = new RunReporter({ stream: stream as unknown as NodeJS.WriteStream, now: () => clock.ms });
  return { reporter, lines, clock };
}

const trained = (epoch: number, done: number): RunEvent => ({
  type: 'progress',
  epochs: 2,
  progress: { epoch, phase: 'train', done, total: 1000, loss: 1.5, accuracy: 0.25 },
});

describe('RunReporter', () => {
  it('prints plain lines where there is no terminal: now and then within an epoch, and one at its end', () => {
    const { reporter, lines, clock } = reporterWithClock();
    reporter.onEvent({ type: 'data', train: 1000, validation: 100, heldOut: 50, heldOutName: 'test' });
    for (clock.ms = 1000; clock.ms <= 20_000; clock.ms += 1000) reporter.onEvent(trained(1, clock.ms / 20));
    reporter.onEvent({
      type: 'epoch',
      epochs: 2,
      isBest: true,
      record: {
        epoch: 1,
        loss: 1.25,
        accuracy: 0.5,
        val_loss: 1.5,
        val_accuracy: 0.375,
        lr: 0.001,
        seconds: 21,
      },
    });
    expect(lines).toEqual([
      '1000 images train, 100 validate, 50 test',
      'epoch 1/2 750/1000  50 images/s  25 s left  loss 1.500  accuracy 0.250',
      'epoch 1/2  loss 1.250  accuracy 0.500  val_loss 1.500  val_accuracy 0.375  50 images/s  21 s  best',
    ]);
  });

  it('counts the first batch of an epoch in its speed', () => {
    const { reporter, lines, clock } = reporterWithClock();
    reporter.onEvent({ type: 'data', train: 1000, validation: 100, heldOut: 100, heldOutName: 'validation' });
    clock.ms = 16_000;
    reporter.onEvent(trained(1, 160));
    expect(lines[1]).toMatch(/^epoch 1\/2 160\/1000 {2}10 images\/s {2}3:04 left/);
  });
});

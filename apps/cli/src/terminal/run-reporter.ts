import pc from 'picocolors';
import type { RunEvent } from '@fer/experiments';
import { formatSeconds } from './format';
import { ProgressDisplay, type ProgressDisplayOptions } from './progress-display';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** Tells how a run goes: images/s and the time left while an epoch runs, a line when it ends. */
export class RunReporter {
  readonly #display: ProgressDisplay;
  /** Images of the training part. */
  #trainImages = 0;
  /** Training images a second in the running epoch. */
  #trainRate = 0;

  constructor(options: ProgressDisplayOptions = { stream: process.stderr, now: () => performance.now() }) {
    this.#display = new ProgressDisplay(options);
  }

  readonly print = (line: string): void => this.#display.print(line);

  readonly onEvent = (event: RunEvent): void => {
    switch (event.type) {
      case 'data':
        this.#trainImages = event.train;
        return this.print(dataLine(event));
      case 'resumed':
        return this.print(`goes on after epoch ${event.epoch}/${event.epochs}`);
      case 'progress':
        return this.#progress(event);
      case 'epoch':
        return this.print(
          `${epochLine(event)}${pc.dim(this.#speed(event))}${event.isBest ? pc.green('  best') : ''}`,
        );
      case 'step':
        return this.#step(event);
    }
  };

  stop(): void {
    this.#display.stop();
  }

  #progress({ progress, epochs }: EventOf<'progress'>): void {
    const { epoch, phase, done, total, loss, accuracy } = progress;
    const scores = `loss ${loss.toFixed(3)}  accuracy ${accuracy.toFixed(3)}`;
    if (phase === 'validation') {
      this.#display.update(
        `epoch ${epoch}/${epochs} validation`,
        done,
        total,
        (rate) => `${rate.toFixed(0)} images/s  ${scores}`,
      );
      return;
    }
    const imagesLeft = total - done + (epochs - epoch) * this.#trainImages;
    this.#trainRate = this.#display.update(
      `epoch ${epoch}/${epochs}`,
      done,
      total,
      (rate) => `${rate.toFixed(0)} images/s  ${formatSeconds(imagesLeft / rate)} left  ${scores}`,
    );
  }

  #step({ name, done, total }: EventOf<'step'>): void {
    if (done === undefined || total === undefined) this.print(`${name} …`);
    else {
      this.#display.update(name, done, total, (rate) => `${rate.toFixed(0)} images/s`);
      if (done === total) this.stop();
    }
  }

  #speed({ record }: EventOf<'epoch'>): string {
    return record.seconds === undefined
      ? ''
      : `  ${this.#trainRate.toFixed(0)} images/s  ${formatSeconds(record.seconds)}`;
  }
}

function dataLine({ train, validation, heldOut, heldOutName, dropped }: EventOf<'data'>): string {
  const third = heldOutName === 'validation' ? '' : `, ${heldOut} test`;
  const gone = dropped === undefined ? '' : ` (${dropped} duplicates dropped)`;
  return `${train} images train, ${validation} validate${third}${gone}`;
}

function epochLine({ record, epochs }: EventOf<'epoch'>): string {
  const { epoch, loss, accuracy, val_loss, val_accuracy } = record;
  const parts = [
    `epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`,
    `loss ${loss.toFixed(3)}`,
    `accuracy ${accuracy.toFixed(3)}`,
  ];
  if (val_loss !== undefined) parts.push(`val_loss ${val_loss.toFixed(3)}`);
  if (val_accuracy !== undefined) parts.push(`val_accuracy ${val_accuracy.toFixed(3)}`);
  return parts.join('  ');
}

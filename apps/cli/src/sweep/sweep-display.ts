import pc from 'picocolors';
import { labelText, type Trial, type TrialResult } from '@fer/experiments';
import { formatSeconds, percent } from '../terminal/format';
import { ProgressDisplay, type ProgressDisplayOptions } from '../terminal/progress-display';

type Named = Pick<Trial, 'id' | 'varied'>;

/** Tells how a sweep goes: a line when a trial begins or ends, the epochs of all trials together between them. */
export class SweepDisplay {
  readonly #display: ProgressDisplay;
  readonly #now: () => number;
  readonly #trials: number;
  /** Epochs done and asked for, by trial. */
  readonly #epochs = new Map<string, { done: number; of: number }>();
  readonly #ended = new Set<string>();
  readonly #started: number;
  /** Epochs that were done before this sweep began. */
  #before = 0;

  constructor(
    results: readonly TrialResult[],
    options: ProgressDisplayOptions = { stream: process.stderr, now: () => performance.now() },
  ) {
    this.#display = new ProgressDisplay(options);
    this.#now = options.now;
    this.#started = options.now();
    this.#trials = results.length;
    for (const { id, status, epochsDone, epochs } of results) {
      const done = status === 'finished' ? epochs : epochsDone;
      if (status === 'finished') this.#ended.add(id);
      this.#epochs.set(id, { done, of: epochs });
      this.#before += done;
    }
  }

  readonly print = (line: string): void => this.#display.print(line);

  start(trial: Named, before: TrialResult): void {
    const goesOn = before.epochsDone > 0 ? ` goes on after epoch ${before.epochsDone}` : '';
    this.print(`${nameOf(trial)}${pc.dim(`${goesOn} …`)}`);
  }

  line(trial: Named, text: string): void {
    this.print(`${trial.id}  ${text}`);
  }

  epoch({ id }: Named, done: number): void {
    const entry = this.#epochs.get(id);
    if (entry === undefined) return;
    entry.done = done;
    const entries = [...this.#epochs.values()];
    const all = entries.reduce((sum, { done: count }) => sum + count, 0);
    const of = entries.reduce((sum, { of: count }) => sum + count, 0);
    const seconds = (this.#now() - this.#started) / 1000;
    const here = all - this.#before;
    const left = here > 0 ? `  at most ${formatSeconds((seconds / here) * (of - all))} left` : '';
    this.#display.update(
      'epochs',
      all,
      of,
      () => `${this.#ended.size} of ${this.#trials} trials done${left}`,
    );
  }

  result(result: TrialResult): void {
    const { id, status, error, valAccuracy, accuracy, bestEpoch, epochs } = result;
    const isNew = !this.#ended.has(id);
    this.#ended.add(id);
    this.#epochs.set(id, { done: epochs, of: epochs });
    if (!isNew) return;
    const count = pc.dim(`  (${this.#ended.size} of ${this.#trials} done)`);
    if (status === 'failed') {
      this.print(`${nameOf(result)}  ${pc.red(`failed: ${error ?? 'no reason given'}`)}${count}`);
      return;
    }
    const scores = [
      ...(valAccuracy === undefined ? [] : [`val_accuracy ${percent(valAccuracy)} at epoch ${bestEpoch}`]),
      ...(accuracy === undefined ? [] : [`accuracy ${percent(accuracy)}`]),
    ];
    this.print(`${nameOf(result)}  ${scores.join('  ')}${count}`);
  }

  stop(): void {
    this.#display.stop();
  }
}

function nameOf({ id, varied }: Named): string {
  const label = labelText(varied);
  return label ? `${id}  ${label}` : id;
}

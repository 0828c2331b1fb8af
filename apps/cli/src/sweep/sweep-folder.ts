import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  sortResults,
  sweepCsv,
  sweepFigure,
  sweepReport,
  trialResult,
  writeFigure,
  type Trial,
  type TrialResult,
} from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { toPng } from '@fer/viz/node';
import { whileLocked } from './trial-lock';
import { trialFolder } from './trial-task';

/** The folder of a sweep: a run folder for each trial, and the summary beside them. */
export class SweepFolder {
  readonly #results = new Map<string, TrialResult>();
  /** The summary is written by one at a time: here in turn, between two sweeps of the folder by a lock. */
  #writing: Promise<void> = Promise.resolve();

  constructor(
    readonly path: string,
    readonly name: string,
    readonly trials: readonly Trial[],
  ) {}

  /** What the trial's folder says. */
  look(trial: Trial): Promise<TrialResult> {
    return trialResult(trial, nodeRunFolder(trialFolder(this.path, trial)));
  }

  /** Looks at all trials. */
  async read(): Promise<TrialResult[]> {
    for (const trial of this.trials) this.#results.set(trial.id, await this.look(trial));
    return this.results();
  }

  /** What is known, in the trials' order. */
  results(): TrialResult[] {
    return this.trials.flatMap(({ id }) => this.#results.get(id) ?? []);
  }

  /** Takes a result in and brings sweep.csv and sweep.json up to date. */
  add(result: TrialResult): Promise<void> {
    this.#results.set(result.id, result);
    return this.#write(async () => {
      const sorted = sortResults(this.results());
      const folder = nodeRunFolder(this.path);
      await folder.write('sweep.csv', sweepCsv(sorted));
      const summary = { format: 'fer-sweep/1', name: this.name, trials: sorted };
      await folder.write('sweep.json', `${JSON.stringify(summary, null, 2)}\n`);
    });
  }

  /** Writes the report and its figure. */
  report(): Promise<void> {
    return this.#write(async () => {
      const folder = nodeRunFolder(this.path);
      const figure = sweepFigure(this.results());
      if (figure) await writeFigure(folder, 'results', figure, { toPng });
      // Workers of a queue may have written theirs elsewhere.
      const hasReport = (result: TrialResult) =>
        existsSync(join(trialFolder(this.path, result), 'report.html'));
      await folder.write('report.html', sweepReport(this.name, this.results(), { hasReport }));
    });
  }

  #write(write: () => Promise<void>): Promise<void> {
    const lock = join(this.path, 'summary.lock');
    const written = this.#writing.then(() => whileLocked(lock, write));
    this.#writing = written.catch(() => undefined);
    return written;
  }
}

import {
  checkAgainstData,
  divide,
  readRunRecord,
  ResumeError,
  runExperiment,
  type ExperimentSpec,
} from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { chooseBackend } from './backend/choose-backend';
import { commandLine } from './command-line';
import { nodeEnvironment } from './environment';
import { checkingInput, isAbort, UsageError } from './errors';
import { loadData } from './load-data';
import { checkNewRun, makeOutput } from './output-folder';
import { replicaWorkers } from './replica-workers';
import { percent } from './terminal/format';
import { RunReporter } from './terminal/run-reporter';

/** How a run is carried out: nothing here decides its numbers but the backend. */
export interface ExecuteOptions {
  /** The run folder. */
  path: string;
  /** Continue what the folder holds. */
  resume?: boolean;
  /** Words of the command that repeats the run, but for the backend. */
  command?: string[];
  backend: string;
  workers?: number;
  cache?: boolean;
  json?: boolean;
}

/** Carries out an experiment into a run folder, tells how it goes, and prints what came out. */
export async function executeRun(
  spec: ExperimentSpec,
  { path, resume = false, command, backend, workers, cache, json }: ExecuteOptions,
  signal: AbortSignal,
): Promise<void> {
  const reporter = new RunReporter();
  if (!resume) await checkNewRun(path);
  const computedOn = await chooseBackend(backend, { warn: reporter.print });
  const { source, skipBadRows } = spec.data;
  const data = await loadData(source, { signal, cache, skipBadRows });
  await checkingInput(() => {
    checkAgainstData(spec, data);
    divide(data, { seed: spec.seed, ...spec.data });
  });
  await makeOutput(path);
  reporter.print(`${spec.name}: backend ${computedOn}, run folder ${path}`);
  try {
    const record = await runExperiment(spec, data, nodeRunFolder(path), {
      environment: {
        ...nodeEnvironment(command && commandLine(['fer', ...command, '--backend', computedOn])),
        workers: replicaWorkers(computedOn, spec.training.replicas, workers),
      },
      resume,
      signal,
      onEvent: reporter.onEvent,
    });
    const { result } = record;
    if (json) console.log(JSON.stringify({ run: path, ...record }, null, 2));
    else if (result) {
      const { accuracy, images, split, baseline } = result;
      const caveat = split === 'validation' ? ', which also chose the best epoch' : '';
      console.log(
        `accuracy ${percent(accuracy)} on ${images} ${split} images${caveat} (always ${baseline.name}: ${percent(baseline.accuracy)})`,
      );
      console.log(`report   ${path}/report.html`);
    }
  } catch (error) {
    if (isAbort(error)) reporter.print(await whatIsLeft(path));
    if (error instanceof ResumeError) throw new UsageError(error.message, { cause: error });
    throw error;
  } finally {
    reporter.stop();
  }
}

async function whatIsLeft(path: string): Promise<string> {
  const { epochsDone } = await readRunRecord(nodeRunFolder(path));
  if (epochsDone === 0) return `stopped before the first epoch was finished: nothing to use in ${path}`;
  return `stopped; what was finished is in ${path}: ${epochsDone} ${epochsDone === 1 ? 'epoch' : 'epochs'} (fer train --resume ${path} goes on)`;
}

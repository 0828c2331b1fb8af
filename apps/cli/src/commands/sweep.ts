import { basename, extname, join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { differentData, holdsRun, sortResults, summaryRows, type TrialResult } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { commandLine } from '../command-line';
import { UsageError } from '../errors';
import {
  backendOption,
  dataOption,
  integer,
  noCacheOption,
  skipBadRowsOption,
  workersOption,
} from '../options';
import { makeOutput } from '../output-folder';
import { localSweep } from '../sweep/local-sweep';
import { openSweep, type OpenSweepOptions } from '../sweep/open-sweep';
import { enqueueSweep } from '../sweep/queue/enqueue-sweep';
import { queueWorker } from '../sweep/queue/queue-worker';
import { SweepFolder } from '../sweep/sweep-folder';
import { formatTable } from '../terminal/format';

interface SweepOptions extends OpenSweepOptions {
  out?: string;
  parallel: number;
  workers?: number;
  backend: string;
  cache: boolean;
  dryRun?: boolean;
  json?: boolean;
  queue?: string;
  worker?: string;
  takeover: number;
}

export function sweepCommand(signal: AbortSignal): Command {
  return new Command('sweep')
    .description(
      'Train many variants: a run folder for each, a summary of all. Begun again, it goes on where it was stopped.',
    )
    .argument('[sweep.json]', 'what they share and what varies (none with --worker)')
    .option('--out <folder>', 'where to write the runs (default: runs/<name of the file>)')
    .option('--parallel <n>', 'trials at the same time, each in a process of its own', atLeastOne, 1)
    .addOption(workersOption())
    .addOption(dataOption())
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .option('--epochs <n>', 'epochs of every trial, to try a sweep in small', atLeastOne)
    .option('--limit <n>', 'at most so many images of each split in every trial', atLeastOne)
    .option('--dry-run', 'only list the trials and how far they are')
    .option('--json', 'print the results as JSON')
    .addOption(backendOption())
    .addOption(
      new Option(
        '--queue <url>',
        'put the trials into a Redis queue for workers, and wait for their results',
      ),
    )
    .addOption(new Option('--worker <url>', 'run trials of a Redis queue until Ctrl-C').conflicts('queue'))
    .addOption(
      new Option(
        '--takeover <seconds>',
        'with --worker: a trial whose worker was silent for so long goes to another',
      )
        .argParser(atLeastOne)
        .default(30),
    )
    .addHelpText(
      'after',
      `
Example of a sweep.json with 2 x 2 x 3 trials:
  {
    "base": { "model": { "name": "leaky4" }, "data": { "source": "fer2013.csv.gz" } },
    "grid": {
      "training.optimizer.learningRate": [0.001, 0.0001],
      "model.dropout": [0, 0.3],
      "seed": [0, 1, 2]
    }
  }

Examples:
  fer sweep sweep.json --dry-run
  fer sweep sweep.json --out runs/rates --parallel 2
  fer sweep sweep.json --queue redis://server:6379    and on each machine
  fer sweep --worker redis://server:6379 --out runs/rates --data fer2013.csv.gz`,
    )
    .action((file: string | undefined, options: SweepOptions) => sweep(file, options, signal));
}

function atLeastOne(text: string): number {
  const value = integer(text);
  if (value < 1) throw new InvalidArgumentError('expected an integer >= 1.');
  return value;
}

async function sweep(file: string | undefined, options: SweepOptions, signal: AbortSignal): Promise<void> {
  if (options.worker !== undefined) {
    if (file !== undefined)
      throw new UsageError(`${file} with --worker (expected none: the queue has the trials)`);
    return queueWorker(options.worker, { ...options, out: options.out ?? 'runs/queue' }, signal);
  }
  if (file === undefined) throw new UsageError('no sweep.json (expected a file, or --worker <url>)');
  const { name, trials } = await openSweep(file, options);
  const out = options.out ?? join('runs', basename(file, extname(file)));
  const folder = new SweepFolder(out, name, trials);
  if (options.dryRun) return print(await folder.read(), options);
  if (await holdsRun(nodeRunFolder(out))) {
    throw new UsageError(`${out} holds a single run (expected a new folder for --out, or that of a sweep)`);
  }
  await makeOutput(out);
  const command = commandLine(['fer', ...process.argv.slice(2)]);
  if (options.queue === undefined) await localSweep(folder, { ...options, command }, signal);
  else await enqueueSweep(options.queue, folder, signal);
  await conclude(folder, options, signal);
}

/** Writes the report and says how it went. */
async function conclude(folder: SweepFolder, options: SweepOptions, signal: AbortSignal): Promise<void> {
  await folder.report();
  const results = folder.results();
  const failed = results.filter(({ status }) => status === 'failed');
  const finished = results.filter(({ status }) => status === 'finished').length;
  print(results, options);
  if (differentData(results))
    console.error('not all trials saw the same data: their results can not be compared');
  for (const { id, error } of failed) console.error(`${id} failed: ${error ?? 'no reason given'}`);
  if (!options.json) console.log(`report   ${join(folder.path, 'report.html')}`);
  if (signal.aborted) {
    console.error(`stopped with ${finished} of ${results.length} trials finished; the same command goes on`);
    signal.throwIfAborted();
  }
  if (failed.length > 0) throw new Error(`${failed.length} of ${results.length} trials failed`);
}

function print(results: readonly TrialResult[], { json }: SweepOptions): void {
  const sorted = sortResults(results);
  console.log(json ? JSON.stringify(sorted, null, 2) : formatTable(summaryRows(sorted)));
}

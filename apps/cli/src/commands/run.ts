import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import { holdsRun, parseSpec, readRunRecord, type ExperimentSpec } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { optionWords } from '../command-line';
import { checkingInput, UsageError } from '../errors';
import { executeRun } from '../execute-run';
import { backendOption, dataOption, integer, noCacheOption, workersOption } from '../options';
import { freeRunPath } from '../output-folder';

/** What stands in place of the spec's own. */
interface Overrides {
  data?: string;
  epochs?: number;
  limit?: number;
  seed?: number;
}

interface RunOptions extends Overrides {
  cache?: boolean;
  backend: string;
  workers?: number;
  out?: string;
  resume?: boolean;
  json?: boolean;
}

export function runCommand(signal: AbortSignal): Command {
  return new Command('run')
    .description('Run the experiment that a JSON file describes; what it leaves unsaid has its default.')
    .argument('<spec.json>', 'a spec, as fer train --save-spec writes it and run.json holds it')
    .addOption(dataOption())
    .option('--epochs <n>', 'so many epochs in place of what the spec says', integer)
    .option('--limit <n>', 'at most so many images of each split', integer)
    .option('--seed <n>', "in place of the spec's", integer)
    .option('--out <folder>', 'where to write the run (default: runs/<name of the file>)')
    .option('--resume', 'continue the run that --out holds; begin where it holds none')
    .addOption(noCacheOption())
    .addOption(workersOption())
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .addHelpText('after', '\nExample:\n  fer run experiment.json --epochs 2 --limit 100 --out runs/try')
    .action((file: string, options: RunOptions) => run(file, options, signal));
}

async function run(
  file: string,
  { data, epochs, limit, seed, backend, workers, cache, out, resume = false, json }: RunOptions,
  signal: AbortSignal,
): Promise<void> {
  const overrides = { data, epochs, limit, seed };
  const spec = await checkingInput(async () => readSpec(file, overrides));
  if (resume && out === undefined)
    throw new UsageError('--resume without --out (expected the folder of the run)');
  const path = out ?? freeRunPath(basename(file).replace(/\.json$/, ''));
  const folder = nodeRunFolder(path);
  const going = resume && (await holdsRun(folder));
  const computedOn =
    going && backend === 'auto' ? (await checkingInput(() => readRunRecord(folder))).backend : backend;
  const command = ['run', file, ...optionWords(overrides)];
  await executeRun(spec, { path, resume: going, command, backend: computedOn, workers, cache, json }, signal);
}

/** Reads a spec from a file; what the options say stands in its place. */
async function readSpec(
  file: string,
  { data: source, epochs, limit, seed }: Overrides,
): Promise<ExperimentSpec> {
  const json = parseJson(await readText(file), file);
  try {
    const spec = parseSpec(json);
    return parseSpec({
      ...spec,
      seed: seed ?? spec.seed,
      data: { ...spec.data, source: source ?? spec.data.source, limit: limit ?? spec.data.limit },
      training: { ...spec.training, epochs: epochs ?? spec.training.epochs },
    });
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`no such file: ${file}`);
    throw new UsageError(`can't read ${file}: ${(error as Error).message}`, { cause: error });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

import { Argument, Command } from 'commander';
import {
  checkSeeds,
  DRAWN_FACES,
  ResumeError,
  runStudy,
  scaleStudy,
  studies,
  study,
  studySpecs,
  type StudyOutcome,
} from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { chooseBackend } from '../backend/choose-backend';
import { commandLine, optionWords } from '../command-line';
import { nodeEnvironment } from '../environment';
import { checkingInput, isAbort, UsageError } from '../errors';
import { loadData } from '../load-data';
import {
  backendOption,
  dataOption,
  integer,
  integerList,
  noCacheOption,
  skipBadRowsOption,
  workersOption,
} from '../options';
import { checkNewRun, freeRunPath, makeOutput } from '../output-folder';
import { replicaWorkers } from '../replica-workers';
import { listStudies } from '../study/list-studies';
import { saveSpecs } from '../study/save-specs';
import { studyText } from '../study/study-text';
import { RunReporter } from '../terminal/run-reporter';

/** What decides the numbers. */
interface Scaling {
  data: string;
  skipBadRows?: boolean;
  epochs?: number;
  limit?: number;
  seeds: number[];
  only?: string[];
  ascentSteps?: number;
}

interface StudyOptions extends Scaling {
  cache?: boolean;
  backend: string;
  workers?: number;
  out?: string;
  resume?: boolean;
  saveSpecs?: string;
  markdown?: boolean;
  json?: boolean;
}

export function studyCommand(signal: AbortSignal): Command {
  const names = Object.keys(studies);
  return new Command('study')
    .description('Make one of the five written studies again, and write its report beside their numbers.')
    .addArgument(new Argument('<name>', `${names.join(', ')}; list: what each needs and gives`))
    .addOption(dataOption().default(DRAWN_FACES))
    .option('--epochs <n>', "at most so many epochs (default: the study's)", integer)
    .option('--limit <n>', 'at most so many images of each part', integer)
    .option('--seeds <list>', 'make every run with each of these, for intervals', integerList, [0])
    .option('--only <runs>', 'only these runs, as main,dropout-off', (text) =>
      text.split(',').map((name) => name.trim()),
    )
    .option('--ascent-steps <n>', 'steps of gradient ascent in figures (default: 100)', integer)
    .option('--out <folder>', 'where to write runs and report (default: runs/study-<name>)')
    .option('--resume', 'go on with the study that --out holds; what is whole is not made again')
    .option('--save-specs <folder>', 'write the runs as specs for fer run, and train nothing')
    .option('--markdown', 'also write report.md, which shows the PNGs in figures/')
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .addOption(workersOption())
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .addHelpText(
      'after',
      `
Examples:
  fer study list
  fer study leaky4 --data fer2013.csv.gz --out runs/study3
  fer study leaky4 --data fer2013.csv.gz --out runs/study3 --resume --markdown
  fer study compact4 --limit 500 --epochs 5 --only main,dense`,
    )
    .action((name: string, options: StudyOptions) =>
      name === 'list' ? listStudies(options, signal) : makeStudy(name, options, signal),
    );
}

async function makeStudy(
  name: string,
  {
    cache,
    backend,
    workers,
    out,
    resume = false,
    saveSpecs: specsFolder,
    markdown,
    json,
    ...scaling
  }: StudyOptions,
  signal: AbortSignal,
): Promise<void> {
  const chosen = await checkingInput(() => study(name));
  checkCounts(scaling);
  await checkingInput(() => checkSeeds(scaling.seeds));
  const { data: source, seeds, ...scale } = scaling;
  if (specsFolder !== undefined) return saveSpecs(chosen, { ...scale, source }, specsFolder);
  await checkingInput(() => studySpecs(chosen, { ...scale, source }));
  if (resume && out === undefined)
    throw new UsageError('--resume without --out (expected the folder of the study)');
  const path = out ?? freeRunPath(`study-${chosen.name}`);
  if (!resume) await checkNewRun(path);
  const reporter = new RunReporter();
  const computedOn = await chooseBackend(backend, { warn: reporter.print });
  const data = await loadData(source, { signal, cache, skipBadRows: scale.skipBadRows });
  const { runs } = await checkingInput(() => scaleStudy(chosen, data, { ...scale, source }));
  await makeOutput(path);
  reporter.print(`study ${chosen.number}, ${chosen.title}: backend ${computedOn}, folder ${path}`);
  const words = ['fer', 'study', chosen.name, ...optionWords(scaling), '--backend', computedOn];
  const replicas = Math.max(...runs.map(({ spec }) => spec.training.replicas));
  let outcome: StudyOutcome;
  try {
    outcome = await runStudy(chosen, {
      ...scale,
      source,
      data,
      seeds,
      folder: nodeRunFolder(path),
      markdown,
      environment: {
        ...nodeEnvironment(commandLine(words)),
        workers: replicaWorkers(computedOn, replicas, workers),
      },
      signal,
      onEvent: (event) => {
        if (event.type !== 'run') return reporter.onEvent(event);
        reporter.print(`run ${event.number}/${event.total}: ${event.name}`);
      },
    });
  } catch (error) {
    if (isAbort(error))
      reporter.print(`stopped; what was finished is in ${path} (the same command with --resume goes on)`);
    if (error instanceof ResumeError) throw new UsageError(error.message, { cause: error });
    throw error;
  } finally {
    reporter.stop();
  }
  console.log(json ? JSON.stringify({ folder: path, ...outcome }, null, 2) : studyText(outcome));
  if (!json) console.log(`report   ${path}/report.html${markdown ? ` and ${path}/report.md` : ''}`);
}

function checkCounts({ epochs, limit, ascentSteps }: Scaling): void {
  for (const [option, value] of Object.entries({ epochs, limit, 'ascent-steps': ascentSteps }))
    if (value !== undefined && value < 1)
      throw new UsageError(`invalid ${option}: ${value} (expected an integer >= 1)`);
}

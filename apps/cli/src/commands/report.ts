import { Command, Option } from 'commander';
import { FIGURE_NAMES, readRunRecord, remakeReport, ReportError, type FigureName } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { checkingInput, UsageError } from '../errors';
import { loadData } from '../load-data';
import { loadRunData } from '../open-run';
import { backendOption, dataOption, noCacheOption, skipBadRowsOption, workersOption } from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { homeOf, runAt } from '../run-at';
import { replicaWorkers } from '../replica-workers';
import { RunReporter } from '../terminal/run-reporter';

interface ReportOptions {
  data?: string;
  skipBadRows?: boolean;
  cache?: boolean;
  figures?: FigureName[];
  markdown?: boolean;
  out?: string;
  backend: string;
  workers?: number;
}

export function reportCommand(signal: AbortSignal): Command {
  return new Command('report')
    .description(
      "Make a run's illustrated report again: one HTML file that opens offline, and its figures as SVG and PNG.",
    )
    .argument('<run>', 'folder that fer train wrote')
    .addOption(dataOption())
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .addOption(
      new Option('--figures <list>', `only these: ${FIGURE_NAMES.join(', ')} (default: all)`).argParser(
        figureList,
      ),
    )
    .option('--markdown', 'also write report.md, which shows the PNGs in figures/')
    .option('--out <folder>', 'where to write report.html and figures/ (default: the run)')
    .addOption(workersOption())
    .addOption(backendOption())
    .addHelpText(
      'after',
      `
The data are read again; --data says where they are now, if they were moved.

Examples:
  fer report runs/leaky4
  fer report runs/leaky4 --markdown --out paper`,
    )
    .action((run: string, options: ReportOptions) => report(run, options, signal));
}

async function report(
  path: string,
  {
    backend,
    workers,
    out = homeOf(path),
    markdown,
    figures,
    data: source,
    cache,
    skipBadRows,
  }: ReportOptions,
  signal: AbortSignal,
): Promise<void> {
  const folder = await checkingInput(() => runAt(path));
  const { spec } = await checkingInput(() => readRunRecord(folder));
  await checkWritable(out);
  const reporter = new RunReporter();
  const computedOn = await chooseBackend(backend, { warn: reporter.print });
  const reading = { signal, cache, skipBadRows: skipBadRows ?? spec.data.skipBadRows };
  const data =
    source === undefined ? await loadRunData(spec.data.source, reading) : await loadData(source, reading);
  await makeOutput(out);
  try {
    await remakeReport(folder, data, {
      figures,
      markdown,
      to: nodeRunFolder(out),
      environment: {
        ...nodeEnvironment(),
        workers: replicaWorkers(computedOn, spec.training.replicas, workers),
      },
      signal,
      onEvent: reporter.onEvent,
    });
  } catch (error) {
    if (error instanceof ReportError) throw new UsageError(error.message, { cause: error });
    throw error;
  } finally {
    reporter.stop();
  }
  console.log(`report   ${out}/report.html${markdown ? ` and ${out}/report.md` : ''}`);
}

function figureList(text: string): FigureName[] {
  return text.split(',').map((word) => {
    const found = FIGURE_NAMES.find((name) => name === word.trim());
    if (found === undefined)
      throw new UsageError(`unknown figure: ${word.trim()} (expected one of ${FIGURE_NAMES.join(', ')})`);
    return found;
  });
}

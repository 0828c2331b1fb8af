import { Command } from 'commander';
import { select, type LabelledImages } from '@fer/data';
import { chooseExamples, explanationFigure, writeFigure } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { UsageError } from '../errors';
import { chooseData, openRun, type OpenRun } from '../open-run';
import {
  backendOption,
  dataOption,
  integer,
  integerList,
  noCacheOption,
  skipBadRowsOption,
} from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { readPhotos } from '../read-photos';

interface ExplainOptions {
  data?: string;
  split?: string;
  skipBadRows?: boolean;
  cache?: boolean;
  rows?: number[];
  perClass?: number;
  out?: string;
  backend: string;
}

/** More rows than this make no sheet that anyone reads. */
const MOST_ROWS = 60;

export function explainCommand(signal: AbortSignal): Command {
  return new Command('explain')
    .description(
      'Show what the network looks at: saliency and Grad-CAM for images of the data, or for image files.',
    )
    .argument('<run>', 'folder that fer train wrote')
    .argument('[images...]', 'image files to explain in place of images of the data')
    .addOption(dataOption())
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .option('--split <name>', 'which part of the data, as it names it (default: the part held out)')
    .option('--rows <list>', 'rows of that part, from 0: 0,12,57', integerList)
    .option('--per-class <n>', 'images of each class, chosen by the seed of the run (default: 1)', integer)
    .option('--out <folder>', 'where to write figures/explained.svg and .png (default: the run)')
    .addOption(backendOption())
    .addHelpText(
      'after',
      '\nExamples:\n  fer explain runs/demo --per-class 2 --out look\n  fer explain runs/demo face.png',
    )
    .action((run: string, images: string[], options: ExplainOptions) =>
      explain(run, images, options, signal),
    );
}

async function explain(
  runPath: string,
  paths: string[],
  { backend, out = runPath, cache, ...chosen }: ExplainOptions,
  signal: AbortSignal,
): Promise<void> {
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  if (paths.length > 0 && given.length > 0) {
    throw new UsageError(
      `image files and --${given[0][0]} at once (expected image files, or images of the data)`,
    );
  }
  await chooseBackend(backend, { warn });
  const run = await openRun(runPath);
  await checkWritable(out);
  const images =
    paths.length > 0 ? await photos(run, paths) : await chooseImages(run, { ...chosen, cache }, signal);
  if (images.shape[0] > MOST_ROWS) {
    throw new UsageError(`${images.shape[0]} images to explain (expected at most ${MOST_ROWS} a sheet)`);
  }
  const figure = await explanationFigure(run.model, images, { signal });
  await makeOutput(out);
  await writeFigure(nodeRunFolder(out), 'explained', figure, nodeEnvironment());
  console.log(
    `${images.shape[0]} ${images.shape[0] === 1 ? 'image' : 'images'} explained: ${out}/figures/explained.png (and .svg)`,
  );
}

const warn = (message: string) => console.error(message);

function photos({ model, record }: OpenRun, paths: string[]): Promise<LabelledImages> {
  return readPhotos(paths, model.inputs[0].shape.slice(1) as [number, number, number], record.classes);
}

async function chooseImages(
  { record }: OpenRun,
  { rows, perClass, ...chosen }: Omit<ExplainOptions, 'out' | 'backend'>,
  signal: AbortSignal,
): Promise<LabelledImages> {
  if (rows !== undefined && perClass !== undefined) {
    throw new UsageError('--rows and --per-class at once (expected one of them)');
  }
  if (perClass !== undefined && perClass < 1) {
    throw new UsageError(`invalid --per-class: ${perClass} (expected an integer >= 1)`);
  }
  const { images, split } = await chooseData(record, { ...chosen, whole: rows !== undefined }, signal);
  const [n] = images.shape;
  const wrong = rows?.find((row) => row < 0 || row >= n);
  if (wrong !== undefined)
    throw new UsageError(`no row ${wrong} in the ${split} split (expected 0..${n - 1})`);
  return rows === undefined ? chooseExamples(images, perClass ?? 1, record.spec.seed) : select(images, rows);
}

import { Command } from 'commander';
import { select, type LabelledImages } from '@fer/data';
import { chooseExamples, explanationFigure, writeFigure } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { checkingInput, UsageError } from '../errors';
import { methodChoice, methodOptions, type MethodFlags } from '../method-options';
import { chooseData, openRun, type OpenRun } from '../open-run';
import {
  backendOption,
  dataOption,
  integer,
  integerList,
  noCacheOption,
  noCropOption,
  skipBadRowsOption,
} from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { readPhotos } from '../read-photos';
import { homeOf } from '../run-at';

interface ExplainOptions extends MethodFlags {
  data?: string;
  split?: string;
  skipBadRows?: boolean;
  cache?: boolean;
  rows?: number[];
  perClass?: number;
  out?: string;
  backend: string;
  crop: boolean;
}

/** More rows than this make no sheet that anyone reads. */
const MOST_ROWS = 60;

export function explainCommand(signal: AbortSignal): Command {
  const command = new Command('explain')
    .description(
      'Show what the network looks at, for images of the data or for image files: saliency and Grad-CAM, or any method.',
    )
    .argument('<run>', 'folder that fer train wrote')
    .argument('[images...]', 'image files to explain in place of images of the data')
    .addOption(dataOption())
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .addOption(noCropOption())
    .option('--split <name>', 'which part of the data, as it names it (default: the part held out)')
    .option('--rows <list>', 'rows of that part, from 0: 0,12,57', integerList)
    .option('--per-class <n>', 'images of each class, chosen by the seed of the run (default: 1)', integer)
    .option('--out <folder>', 'where to write figures/explained.svg and .png (default: the run)')
    .addOption(backendOption());
  for (const option of methodOptions()) command.addOption(option);
  return command
    .addHelpText(
      'after',
      [
        '\nExamples:',
        '  fer explain runs/demo --per-class 2 --out look',
        '  fer explain runs/demo face.png',
        '  fer explain runs/demo --method integratedGradients,layerConductance --layer conv2d_2 --set steps=20',
      ].join('\n'),
    )
    .action((run: string, images: string[], options: ExplainOptions) =>
      explain(run, images, options, signal),
    );
}

async function explain(
  runPath: string,
  paths: string[],
  { backend, out = homeOf(runPath), cache, crop, method, layer, neuron, set, ...chosen }: ExplainOptions,
  signal: AbortSignal,
): Promise<void> {
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  if (paths.length > 0 && given.length > 0) {
    throw new UsageError(
      `image files and --${given[0][0]} at once (expected image files, or images of the data)`,
    );
  }
  const choice = methodChoice({ method, layer, neuron, set });
  await chooseBackend(backend, { warn });
  const run = await openRun(runPath);
  await checkWritable(out);
  const images =
    paths.length > 0
      ? await readPhotos(paths, run, { crop, warn, signal })
      : await chooseImages(run, { ...chosen, cache }, signal);
  if (images.shape[0] > MOST_ROWS) {
    throw new UsageError(`${images.shape[0]} images to explain (expected at most ${MOST_ROWS} a sheet)`);
  }
  const draw = () => explanationFigure(run.model, images, { ...choice, signal, warn });
  // Of the usual methods all is known; a chosen one may refuse its options only when it runs.
  const figure = choice ? await checkingInput(draw) : await draw();
  await makeOutput(out);
  await writeFigure(nodeRunFolder(out), 'explained', figure, nodeEnvironment());
  console.log(
    `${images.shape[0]} ${images.shape[0] === 1 ? 'image' : 'images'} explained: ${out}/figures/explained.png (and .svg)`,
  );
}

const warn = (message: string) => console.error(message);

async function chooseImages(
  { record }: OpenRun,
  {
    rows,
    perClass,
    ...chosen
  }: Pick<ExplainOptions, 'data' | 'split' | 'skipBadRows' | 'cache' | 'rows' | 'perClass'>,
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

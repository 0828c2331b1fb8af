import { Command } from 'commander';
import { select, type LabelledImages } from '@fer/data';
import { activationSheets, chooseExamples, writeFigure } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { checkingInput, UsageError } from '../errors';
import { chooseData, openRun, type OpenRun } from '../open-run';
import {
  backendOption,
  dataOption,
  integer,
  noCacheOption,
  noCropOption,
  skipBadRowsOption,
} from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { readPhotos } from '../read-photos';
import { homeOf } from '../run-at';
import { fileName } from './file-name';

interface ActivationsOptions {
  layer?: string;
  row?: number;
  data?: string;
  split?: string;
  skipBadRows?: boolean;
  cache?: boolean;
  out?: string;
  backend: string;
  crop: boolean;
}

export function activationsCommand(signal: AbortSignal): Command {
  return new Command('activations')
    .description('Show what every channel of every layer puts out for one image, a sheet a layer.')
    .argument('<run>', 'folder that fer train wrote')
    .argument('[image]', 'an image file in place of an image of the data')
    .option(
      '--layer <names>',
      'which layers: conv2d_1,max_pooling2d (default: all with a height and a width)',
    )
    .option(
      '--row <n>',
      'row of that part of the data, from 0 (default: one chosen by the seed of the run)',
      integer,
    )
    .addOption(dataOption())
    .option('--split <name>', 'which part of the data, as it names it (default: the part held out)')
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .addOption(noCropOption())
    .option('--out <folder>', 'where to write figures/activations-<layer>.svg and .png (default: the run)')
    .addOption(backendOption())
    .addHelpText(
      'after',
      '\nExamples:\n  fer activations runs/demo --out look\n  fer activations runs/demo face.png --layer conv2d_1',
    )
    .action((run: string, image: string | undefined, options: ActivationsOptions) =>
      activations(run, image, options, signal),
    );
}

async function activations(
  runPath: string,
  path: string | undefined,
  { backend, out = homeOf(runPath), layer, cache, crop, ...chosen }: ActivationsOptions,
  signal: AbortSignal,
): Promise<void> {
  const [given] = Object.entries(chosen).find(([, value]) => value !== undefined) ?? [];
  if (path !== undefined && given !== undefined) {
    throw new UsageError(`an image file and --${given} at once (expected one of them)`);
  }
  await chooseBackend(backend, { warn });
  const run = await openRun(runPath);
  await checkWritable(out);
  const image =
    path === undefined
      ? await chooseImage(run, { ...chosen, cache }, signal)
      : await readPhotos([path], run, { crop, warn, signal });
  const sheets = await checkingInput(() =>
    activationSheets(run.model, image, {
      layers: layer?.split(','),
      caption: `For ${image.ids?.[0] ?? 'an image of the data'}.`,
      signal,
    }),
  );
  await makeOutput(out);
  for (const { layer: name, figure } of sheets) {
    signal.throwIfAborted();
    await writeFigure(nodeRunFolder(out), `activations-${fileName(name)}`, figure, nodeEnvironment());
  }
  const layers = `${sheets.length} ${sheets.length === 1 ? 'layer' : 'layers'}`;
  console.log(`${layers} drawn: ${out}/figures/activations-<layer>.png (and .svg)`);
}

const warn = (message: string) => console.error(message);

async function chooseImage(
  { record }: OpenRun,
  { row, ...chosen }: Pick<ActivationsOptions, 'row' | 'data' | 'split' | 'skipBadRows' | 'cache'>,
  signal: AbortSignal,
): Promise<LabelledImages> {
  const { images, split } = await chooseData(record, { ...chosen, whole: row !== undefined }, signal);
  if (row === undefined) return select(chooseExamples(images, 1, record.spec.seed), [0]);
  const [n] = images.shape;
  if (row < 0 || row >= n) throw new UsageError(`no row ${row} in the ${split} split (expected 0..${n - 1})`);
  const image = select(images, [row]);
  return { ...image, ids: image.ids ?? [`row ${row} of ${split}`] };
}

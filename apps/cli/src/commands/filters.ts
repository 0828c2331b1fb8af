import { Command } from 'commander';
import { select, type LabelledImages } from '@fer/data';
import { lastConvolution, maximizedSheet, strongestSheet, writeFigure } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { chooseBackend } from '../backend/choose-backend';
import { nodeEnvironment } from '../environment';
import { checkingInput, UsageError } from '../errors';
import { chooseData, openRun } from '../open-run';
import {
  backendOption,
  dataOption,
  integer,
  integerList,
  noCacheOption,
  number,
  skipBadRowsOption,
} from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { readPhotos } from '../read-photos';
import { homeOf } from '../run-at';
import { filterTable } from '../terminal/filter-table';
import { ProgressDisplay } from '../terminal/progress-display';
import { fileName } from './file-name';

interface FiltersOptions {
  layer?: string;
  filters?: number[];
  steps?: number;
  stepSize?: number;
  init: string;
  seed?: number;
  top?: number;
  limit?: number;
  data?: string;
  split?: string;
  skipBadRows?: boolean;
  cache?: boolean;
  out?: string;
  json?: boolean;
  backend: string;
}

export function filtersCommand(signal: AbortSignal): Command {
  return new Command('filters')
    .description(
      'Show what the filters of a layer respond to: inputs that gradient ascent finds, and the images that move them most.',
    )
    .argument('<run>', 'folder that fer train wrote')
    .option('--layer <name>', 'which layer (default: the last convolution)')
    .option('--filters <list>', 'filters by number: 0,3,17 (default: the first 64)', integerList)
    .option('--steps <n>', 'steps of gradient ascent (default: 100)', integer)
    .option('--step-size <x>', 'size of a step as a share of black to white (default: 0.02)', number)
    .option('--init <start>', 'where pictures start: noise, grey, or an image file', 'noise')
    .option('--seed <n>', 'decides the noise (default: that of the run)', integer)
    .option(
      '--top <n>',
      'also the n images of the data that move each filter most, and what each filter does',
      integer,
    )
    .option('--limit <n>', 'with --top, only so many images', integer)
    .addOption(dataOption())
    .option('--split <name>', 'with --top, which part of the data (default: the part held out)')
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .option(
      '--out <folder>',
      'where to write figures/filters-<layer> and -course, .svg and .png (default: the run)',
    )
    .option('--json', 'with --top, print what each filter does, and which found a pattern, as JSON')
    .addOption(backendOption())
    .addHelpText(
      'after',
      [
        '\nExamples:',
        '  fer filters runs/demo --layer conv2d_1 --steps 200',
        '  fer filters runs/demo --filters 0,1,2,3 --init face.png --out look',
        '  fer filters runs/demo --top 9',
        '\nIt says how many filters found a pattern and not noise, where pictures start from noise and have at least 16 x 16 pixels;',
        'figures/filters-<layer>-course shows how the ascent came on.',
      ].join('\n'),
    )
    .action((run: string, options: FiltersOptions) => filters(run, options, signal));
}

async function filters(
  runPath: string,
  { backend, out = homeOf(runPath), top, filters: chosen, steps, stepSize, ...options }: FiltersOptions,
  signal: AbortSignal,
): Promise<void> {
  checkTop(top, options);
  await chooseBackend(backend, { warn });
  const run = await openRun(runPath);
  const { model, record } = run;
  await checkWritable(out);
  const layer = options.layer ?? (await checkingInput(() => lastConvolution(model)));
  const progress = new ProgressDisplay({ stream: process.stderr, now: () => performance.now() });
  const onProgress = (name: string) => (at: { done: number; total: number }) =>
    void progress.update(name, at.done, at.total, () => '');
  const write = async (name: string, figure: Parameters<typeof writeFigure>[2]) => {
    await makeOutput(out);
    await writeFigure(nodeRunFolder(out), name, figure, nodeEnvironment());
    progress.print(`drawn: ${out}/figures/${name}.png (and .svg)`);
  };
  try {
    const { init: given } = options;
    const init =
      given === 'noise' || given === 'grey' ? given : await readPhotos([given], run, { warn, signal });
    const { figure, course, patterns, warnings } = await checkingInput(() =>
      maximizedSheet(model, {
        layer,
        filters: chosen,
        init,
        seed: options.seed ?? record.spec.seed,
        ...(steps !== undefined && { steps }),
        ...(stepSize !== undefined && { stepSize }),
        signal,
        onProgress: onProgress('maximising filters'),
      }),
    );
    for (const warning of warnings) progress.print(warning);
    await write(`filters-${fileName(layer)}`, figure);
    await write(`filters-${fileName(layer)}-course`, course);
    if (top === undefined) {
      progress.stop();
      if (patterns) console.log(patterns.text);
      return;
    }
    const { images, split } = await chooseData(record, options, signal);
    const seen = limited(images, options.limit);
    const found = await checkingInput(() =>
      strongestSheet(model, seen, {
        layer,
        filters: chosen,
        top,
        caption: `Out of ${seen.shape[0].toLocaleString('en-US')} images of the part ${split}. Under each the filter’s output there; black where its field leaves the image.`,
        signal,
        onProgress: onProgress('looking for images'),
      }),
    );
    if (found.figure) await write(`filters-${fileName(layer)}-images`, found.figure);
    progress.stop();
    const { statistics } = found;
    const named = statistics.filters.filter(({ filter }) => chosen?.includes(filter) ?? true);
    if (options.json) {
      const found = patterns && {
        found: patterns.filters.length,
        of: patterns.of,
        filters: patterns.filters,
      };
      console.log(JSON.stringify({ ...statistics, filters: named, patterns: found }, null, 2));
    } else console.log([filterTable(statistics, named), patterns?.text].filter(Boolean).join('\n'));
  } finally {
    progress.stop();
  }
}

/** Before the pictures are painted, which takes a while. */
function checkTop(top: number | undefined, options: Partial<FiltersOptions>): void {
  if (top === undefined) {
    const given = (['limit', 'data', 'split', 'json'] as const).find((name) => options[name] !== undefined);
    if (given) throw new UsageError(`--${given} without --top (expected --top: the images are for it)`);
    return;
  }
  if (top < 1) throw new UsageError(`invalid --top: ${top} (expected an integer >= 1)`);
  const { limit } = options;
  if (limit !== undefined && limit < 1)
    throw new UsageError(`invalid --limit: ${limit} (expected an integer >= 1)`);
}

const warn = (message: string) => console.error(message);

function limited(images: LabelledImages, limit: number | undefined): LabelledImages {
  if (limit === undefined) return images;
  return select(
    images,
    Array.from({ length: Math.min(limit, images.shape[0]) }, (_, row) => row),
  );
}

import { Command } from 'commander';
import { classCounts, splitBy } from '@fer/data';
import { sampleFigure, writeFigure } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { nodeEnvironment } from '../environment';
import { loadData } from '../load-data';
import { integer } from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { formatTable } from '../terminal/format';

interface DataOptions {
  out?: string;
  seed: number;
  json?: boolean;
}

export function dataCommand(signal: AbortSignal): Command {
  return new Command('data')
    .description('Read a data set, check every row, and count its images by class and split.')
    .argument('<source>', 'FER2013 file (.csv, .csv.gz), or drawn-faces for the built-in set')
    .option('--out <folder>', 'write a sheet of sample images, figures/samples.png')
    .option('--seed <n>', 'chooses the samples', integer, 0)
    .option('--json', 'print the counts as JSON')
    .addHelpText('after', '\nExample:\n  fer data fer2013.csv.gz --out look')
    .action((source: string, options: DataOptions) => data(source, options, signal));
}

async function data(source: string, { out, seed, json }: DataOptions, signal: AbortSignal): Promise<void> {
  if (out !== undefined) await checkWritable(out);
  const images = await loadData(source, signal);
  const parts = images.splits === undefined ? {} : splitBy(images);
  const counts = Object.fromEntries(
    Object.entries({ ...parts, all: images }).map(([name, part]) => [name, classCounts(part)]),
  );
  if (out !== undefined) {
    await makeOutput(out);
    await writeFigure(
      nodeRunFolder(out),
      'samples',
      sampleFigure(images, { seed, title: `Samples of ${source}` }),
      nodeEnvironment(),
    );
  }
  if (json) {
    console.log(JSON.stringify({ source, shape: images.shape, classes: images.classes, counts }, null, 2));
    return;
  }
  const names = Object.keys(counts);
  const [n, h, w, c] = images.shape;
  console.log(`${n} images of ${h} x ${w}, ${c === 1 ? 'grey' : `${c} channels`}\n`);
  const rows = images.classes.map((name, k) => [name, ...names.map((part) => counts[part][k])]);
  const totals = ['all classes', ...names.map((part) => counts[part].reduce((a, b) => a + b, 0))];
  console.log(formatTable([['class', ...names], ...rows, totals]));
  if (out !== undefined) console.log(`\nsamples: ${out}/figures/samples.png`);
}

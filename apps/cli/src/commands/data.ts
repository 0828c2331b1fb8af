import { basename } from 'node:path';
import { Command } from 'commander';
import { auditDataset, augmentationFrom } from '@fer/data';
import { auditFigures, writeFigure } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { augmentOption, type AugmentChoice } from '../augment-option';
import { augmentSheet } from '../augment-sheet';
import { nodeEnvironment } from '../environment';
import { checkingInput, UsageError } from '../errors';
import { loadData } from '../load-data';
import { DATA_SOURCES, integer, noCacheOption, skipBadRowsOption } from '../options';
import { checkWritable, makeOutput } from '../output-folder';
import { auditText } from '../terminal/audit-text';

interface DataOptions {
  out?: string;
  seed: number;
  json?: boolean;
  augment?: AugmentChoice;
  skipBadRows?: boolean;
  cache: boolean;
}

export function dataCommand(signal: AbortSignal): Command {
  return new Command('data')
    .description(
      'Read a data set and audit it: class balance, blank images, exact and near duplicates, copies under different labels or in two splits, impossible labels.',
    )
    .argument('<source>', DATA_SOURCES)
    .option(
      '--out <folder>',
      'draw the class balance, samples and mean of each class, and the largest groups of duplicates into figures/',
    )
    .addOption(
      augmentOption(
        'with --out: draw what an augmentation makes of images, originals first, figures/augmentation',
      ),
    )
    .option('--seed <n>', 'chooses the samples and what augmentations draw', integer, 0)
    .option('--json', 'print the whole audit as JSON, with the rows of all that it found')
    .addOption(skipBadRowsOption())
    .addOption(noCacheOption())
    .addHelpText('after', '\nExample:\n  fer data fer2013.csv.gz --out look')
    .action((source: string, options: DataOptions) => data(source, options, signal));
}

async function data(
  source: string,
  { out, seed, json, augment, ...reading }: DataOptions,
  signal: AbortSignal,
): Promise<void> {
  if (out !== undefined) await checkWritable(out);
  if (augment && out === undefined)
    throw new UsageError('--augment draws a figure (expected --out <folder> to put it into)');
  const augmentation = augment && (await checkingInput(() => augmentationFrom(augment)));
  const images = await loadData(source, { signal, ...reading });
  const audit = auditDataset(images);
  console.log(json ? JSON.stringify({ source, ...audit }, null, 2) : auditText(audit));
  if (out === undefined) return;
  await makeOutput(out);
  const figures = auditFigures(images, audit, { name: basename(source), seed });
  if (augmentation)
    figures.augmentation = await checkingInput(() => augmentSheet(images, augmentation, { seed }));
  for (const [name, figure] of Object.entries(figures)) {
    signal.throwIfAborted();
    await writeFigure(nodeRunFolder(out), name, figure, nodeEnvironment());
  }
  if (!json) console.log(`\n${Object.keys(figures).length} figures: ${out}/figures/`);
}

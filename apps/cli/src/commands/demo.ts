import { Command } from 'commander';
import { DRAWN_FACES } from '@fer/experiments';
import { backendOption, integer } from '../options';
import { freeRunPath } from '../output-folder';
import { train } from './train';

export function demoCommand(signal: AbortSignal): Command {
  return new Command('demo')
    .description(
      'Train a small network on the built-in drawn faces, evaluate and explain it: about half a minute, no data needed.',
    )
    .option('--seed <n>', 'decides weights, order and dropout', integer, 0)
    .option('--epochs <n>', 'passes over the training images', integer, 12)
    .option('--out <folder>', 'where to write the run (default: runs/demo)')
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .action(
      ({
        out = freeRunPath('demo'),
        ...options
      }: {
        seed: number;
        epochs: number;
        out?: string;
        json?: boolean;
        backend: string;
      }) =>
        train(
          {
            ...options,
            out,
            data: DRAWN_FACES,
            model: 'tiny',
            batchSize: 32,
            // Half of so small a batch is too few for batch normalisation: one seed in three learned slowly.
            replicas: 1,
            name: 'A small network learns expressions on drawn faces',
          },
          signal,
        ),
    );
}

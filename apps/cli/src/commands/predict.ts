import { Command } from 'commander';
import { imageBatch } from '@fer/experiments';
import { predict as predictImages } from '@fer/models';
import { chooseBackend } from '../backend/choose-backend';
import { openRun } from '../open-run';
import { backendOption } from '../options';
import { readPhotos } from '../read-photos';
import { formatTable, percent } from '../terminal/format';

interface PredictOptions {
  backend: string;
  json?: boolean;
}

export function predictCommand(signal: AbortSignal): Command {
  return new Command('predict')
    .description('Class probabilities for image files that show one face, cropped.')
    .argument('<run>', 'folder that fer train wrote')
    .argument('<images...>', 'PNG, JPEG or WebP files')
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .addHelpText(
      'after',
      '\nThe middle square of each image is resized to what the model reads; no face is searched for.\n\nExample:\n  fer predict runs/demo face.png',
    )
    .action((run: string, images: string[], options: PredictOptions) =>
      predict(run, images, options, signal),
    );
}

async function predict(
  runPath: string,
  paths: string[],
  { backend, json }: PredictOptions,
  signal: AbortSignal,
): Promise<void> {
  await chooseBackend(backend, { warn: (message) => console.error(message) });
  const run = await openRun(runPath);
  const { model } = run;
  const { classes } = run.record;
  const photos = await readPhotos(paths, run);
  const { probabilities, labels } = await predictImages(model, imageBatch(photos), { signal });
  const results = paths.map((image, i) => ({
    image,
    predicted: classes[labels[i]],
    probabilities: Object.fromEntries(
      classes.map((name, k) => [name, probabilities[i * classes.length + k]]),
    ),
  }));
  if (json) {
    console.log(JSON.stringify(results, null, 2));
    return;
  }
  const rows = results.map((result) => [
    result.image,
    result.predicted,
    ...Object.values(result.probabilities).map(percent),
  ]);
  console.log(formatTable([['image', 'predicted', ...classes], ...rows]));
}

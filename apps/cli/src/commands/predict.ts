import { Command } from 'commander';
import { imageBatch } from '@fer/experiments';
import { predict as predictImages } from '@fer/models';
import { chooseBackend } from '../backend/choose-backend';
import { openRun } from '../open-run';
import { backendOption, noCropOption } from '../options';
import { readPhotos, type PhotoSource } from '../read-photos';
import { formatTable, percent } from '../terminal/format';

interface PredictOptions {
  backend: string;
  crop: boolean;
  json?: boolean;
}

export function predictCommand(signal: AbortSignal): Command {
  return new Command('predict')
    .description('Class probabilities for the faces in image files.')
    .argument('<run>', 'folder that fer train wrote')
    .argument('<images...>', 'PNG, JPEG or WebP files')
    .addOption(noCropOption())
    .option('--json', 'print the result as JSON')
    .addOption(backendOption())
    .addHelpText(
      'after',
      [
        '\nEvery face that is found in an image is cropped, and is a row of the result, with its box in pixels and how sure',
        'the finder is of it. An image in which none is found, or that is no larger than what the model reads, is taken',
        'whole: its middle square.',
        '\nExample:\n  fer predict runs/demo photo.jpg',
      ].join('\n'),
    )
    .action((run: string, images: string[], options: PredictOptions) =>
      predict(run, images, options, signal),
    );
}

async function predict(
  runPath: string,
  paths: string[],
  { backend, crop, json }: PredictOptions,
  signal: AbortSignal,
): Promise<void> {
  const warn = (message: string) => console.error(message);
  await chooseBackend(backend, { warn });
  const run = await openRun(runPath);
  const { model } = run;
  const { classes } = run.record;
  const photos = await readPhotos(paths, run, { crop, everyFace: true, warn, signal });
  const { probabilities, labels } = await predictImages(model, imageBatch(photos), { signal });
  const results = photos.sources.map(({ path, face }, i) => ({
    image: path,
    face: face ?? null,
    predicted: classes[labels[i]],
    probabilities: Object.fromEntries(
      classes.map((name, k) => [name, probabilities[i * classes.length + k]]),
    ),
  }));
  if (json) {
    console.log(JSON.stringify(results, null, 2));
    return;
  }
  const rows = results.map((result, i) => [
    result.image,
    faceText(photos.sources[i]),
    result.predicted,
    ...Object.values(result.probabilities).map(percent),
  ]);
  console.log(formatTable([['image', 'face', 'predicted', ...classes], ...rows]));
}

/** A face as `116x111 at 163,76 (97.6 %)`. */
function faceText({ face }: PhotoSource): string {
  if (!face) return 'whole picture';
  const [x, y, width, height] = [face.box.x, face.box.y, face.box.width, face.box.height].map(Math.round);
  return `${width}x${height} at ${x},${y} (${percent(face.score)})`;
}

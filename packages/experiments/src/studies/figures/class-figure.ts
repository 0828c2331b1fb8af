import { maximizeActivation } from '@fer/explain';
import { readModelInfo } from '@fer/models';
import { filterSheet, type Figure, type FilterPictures } from '@fer/viz';
import { imageBatch } from '../../figures/image-batch';
import { paintedPictures, sharesOf } from '../../figures/painted-pictures';
import { oneFace, rangeOf, type FigureContext } from './figure-context';

/** Gradient ascent on the probability of each class, from noise or from one face, with the score that it reached. */
export async function classFigure(
  from: 'noise' | 'face',
  context: FigureContext,
): Promise<{ figure: Figure; warnings: string[] }> {
  const { model, data, seed, ascentSteps: steps, signal, onEvent } = context;
  const { classes } = data;
  const range = rangeOf(model);
  const { preprocessing } = readModelInfo(model);
  const face = from === 'face' ? oneFace(context) : undefined;
  const start = face && imageBatch(face, preprocessing);
  const painted = await maximizeActivation(
    model,
    { classes: [...classes.keys()] },
    {
      seed,
      steps,
      signal,
      range,
      init: start ?? 'noise',
      score: 'probability',
      onProgress: ({ done, total }) =>
        onEvent?.({ type: 'step', name: `maximising classes from ${from}`, done, total }),
    },
  );
  // Beside the face that they began as, none is stretched.
  const { pictures, note } = start
    ? { pictures: beside(start.data, painted, range), note: undefined }
    : paintedPictures(painted, range);
  const figure = filterSheet(pictures, {
    title: `What raises each class, from ${face ? 'a face' : 'noise'}`,
    caption: ['Gradient ascent on the softmax output of each class; below, the score reached.', note]
      .filter(Boolean)
      .join('\n'),
    theme: 'auto',
    captions: [
      ...(face ? [`the face\n${face.labels ? classes[face.labels[0]] : ''}`] : []),
      ...classes.map((name, k) => `${name}\nscore ${painted.objective[k].toFixed(3)}`),
    ],
    columns: face ? 4 : 7,
    scaling: 'none',
  });
  return {
    figure,
    warnings: painted.warnings.map((warning) =>
      warning.replace(/^class (\d+)/, (_, k) => classes[Number(k)]),
    ),
  };
}

/** A picture, and those that were painted from it. */
function beside(
  picture: ArrayLike<number>,
  { values, shape: [n, ...size] }: FilterPictures,
  range: readonly [number, number],
): FilterPictures {
  const all = Float32Array.from([...Array.from(picture), ...values]);
  return { values: sharesOf(all, range), shape: [n + 1, ...size] };
}

import { maximizeActivation } from '@fer/explain';
import { readModelInfo } from '@fer/models';
import { filterSheet, type Figure } from '@fer/viz';
import { imageBatch } from '../../figures/image-batch';
import { oneFace, rangeOf, type FigureContext } from './figure-context';

/** Gradient ascent on the probability of each class, from noise or from one face, with the score that it reached. */
export async function classFigure(
  from: 'noise' | 'face',
  context: FigureContext,
): Promise<{ figure: Figure; warnings: string[] }> {
  const { model, data, seed, ascentSteps: steps, signal, onEvent } = context;
  const { classes } = data;
  const range = rangeOf(model);
  const face = from === 'face' ? oneFace(context) : undefined;
  const { values, shape, objective, warnings } = await maximizeActivation(
    model,
    { classes: [...classes.keys()] },
    {
      seed,
      steps,
      signal,
      range,
      init: face ? imageBatch(face, readModelInfo(model).preprocessing) : 'noise',
      score: 'probability',
      onProgress: ({ done, total }) =>
        onEvent?.({ type: 'step', name: `maximising classes from ${from}`, done, total }),
    },
  );
  const shown = [...(face ? imageBatch(face).data : []), ...unitRange(values, range)];
  const figure = filterSheet(
    {
      values: Float32Array.from(shown),
      shape: [classes.length + (face ? 1 : 0), ...shape.slice(1)],
    },
    {
      title: `What raises each class, from ${face ? 'a face' : 'noise'}`,
      caption: 'Gradient ascent on the softmax output of each class; below, the score reached.',
      theme: 'auto',
      captions: [
        ...(face ? [`the face\n${face.labels ? classes[face.labels[0]] : ''}`] : []),
        ...classes.map((name, k) => `${name}\nscore ${objective[k].toFixed(3)}`),
      ],
      columns: face ? 4 : 7,
      scaling: face ? 'none' : 'each',
    },
  );
  return {
    figure,
    warnings: warnings.map((warning) => warning.replace(/^class (\d+)/, (_, k) => classes[Number(k)])),
  };
}

/** Pixels as the model sees them, as 0..1; rounding may leave the range by a little. */
function unitRange(values: Float32Array, [low, high]: readonly [number, number]): Float32Array {
  return values.map((value) => Math.min(1, Math.max(0, (value - low) / (high - low))));
}

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
  const init = face ? imageBatch(face, readModelInfo(model).preprocessing) : 'noise';
  const pictures: Float32Array[] = [];
  const scores: number[] = [];
  const warnings: string[] = [];
  let shape: number[] = [];
  for (const [k, name] of classes.entries()) {
    onEvent?.({ type: 'step', name: `maximising classes from ${from}`, done: k, total: classes.length });
    const result = await maximizeActivation(
      model,
      { class: k },
      { seed, steps, signal, range, init, score: 'probability' },
    );
    pictures.push(unitRange(result.values, range));
    scores.push(result.objective[0]);
    shape = result.shape.slice(1);
    warnings.push(...result.warnings.map((warning) => warning.replace(`class ${k}`, name)));
  }
  onEvent?.({
    type: 'step',
    name: `maximising classes from ${from}`,
    done: classes.length,
    total: classes.length,
  });
  const captions = classes.map((name, k) => `${name}\nscore ${scores[k].toFixed(3)}`);
  if (face) {
    pictures.unshift(imageBatch(face).data);
    captions.unshift(`the face\n${face.labels ? classes[face.labels[0]] : ''}`);
  }
  const values = new Float32Array(pictures.length * pictures[0].length);
  pictures.forEach((picture, i) => values.set(picture, i * picture.length));
  const figure = filterSheet(
    { values, shape: [pictures.length, ...shape] },
    {
      title: `What raises each class, from ${from === 'face' ? 'a face' : 'noise'}`,
      caption: 'Gradient ascent on the softmax output of each class; below, the score reached.',
      theme: 'auto',
      captions,
      columns: face ? 4 : 7,
      scaling: face ? 'none' : 'each',
    },
  );
  return { figure, warnings };
}

/** Pixels as the model sees them, as 0..1; rounding may leave the range by a little. */
function unitRange(values: Float32Array, [low, high]: readonly [number, number]): Float32Array {
  return values.map((value) => Math.min(1, Math.max(0, (value - low) / (high - low))));
}

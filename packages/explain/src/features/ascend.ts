import * as tf from '@tensorflow/tfjs-core';
import { valueAndGradients } from '../common/gradients';
import { readAndDispose } from '../common/map-batches';
import { rowsToTensor, type PlainBatch } from '../common/images';
import type { Octave } from './octaves';
import { parametrization, type Parametrization, type ParametrizationName } from './parametrization';
import type { Regularizer } from './regularizers';
import { resample } from './resample';
import { normalizeGradient, type StartPictures } from './start-pictures';
import type { StepRule } from './step-rules';
import type { Transform } from './transforms';

export interface Ascent {
  /** Of the finished pictures. */
  size: readonly [number, number];
  parametrization: ParametrizationName;
  rule: StepRule;
  random: () => number;
  regularizers: readonly Regularizer[];
  transforms: readonly Transform[];
  /** May reject to stop. */
  afterStep: (step: number) => Promise<void>;
}

/** Steps `from..to` of an octave. */
export interface Stretch {
  octave: Octave;
  from: number;
  to: number;
  objective: PictureObjective;
}

/** `[n]` from pictures `[n, h, w, c]` at full size. */
type PictureObjective = (x: tf.Tensor) => tf.Tensor;

/** Where an ascent stands, as plain data: nothing is on the device between two stretches of it. */
export interface AscentState {
  /** What is changed: pixels, or what stands for them. */
  numbers: PlainBatch;
  /** Of the step rule. */
  memory: PlainBatch[];
  /** Objectives `[n]` before each step so far, of the pictures as the transforms moved them. */
  trace: Float32Array[];
  /** `[n]`: the largest gradient that a picture met; 0 when there was none. */
  largestGradient: Float32Array;
}

/** The state before the first step, at the size of the first octave. */
export async function beginAscent(
  ascent: Ascent,
  octave: Octave,
  start: StartPictures,
  { first, count }: { first: number; count: number },
): Promise<AscentState> {
  const { numbers } = await readAndDispose({
    numbers: tf.tidy(() => {
      const pictures = resample(rowsToTensor(start, first, count), octave.size);
      const { fromPictures, fromNoise } = parametrization(ascent.parametrization, octave.size);
      return start.isNoise ? fromNoise(pictures) : fromPictures(pictures);
    }),
  });
  return { numbers, memory: [], trace: [], largestGradient: new Float32Array(count) };
}

/** Takes the pictures to the size of the octave; the step rule begins anew there. */
export async function enterOctave(ascent: Ascent, octave: Octave, state: AscentState): Promise<AscentState> {
  const [, h, w] = state.numbers.shape;
  if (h === octave.size[0] && w === octave.size[1]) return state;
  const { numbers } = await readAndDispose({
    numbers: tf.tidy(() => {
      const pictures = resample(shownPictures(ascent, toTensor(state.numbers)), octave.size);
      return parametrization(ascent.parametrization, octave.size).fromPictures(pictures);
    }),
  });
  return { ...state, numbers, memory: [] };
}

/** Steps of all pictures at once. Frees its tensors in every case. */
export async function ascend(
  ascent: Ascent,
  { octave, from, to, objective }: Stretch,
  state: AscentState,
): Promise<AscentState> {
  const trace = [...state.trace];
  let { largestGradient } = state;
  let numbers = toTensor(state.numbers);
  let memory = state.memory.map(toTensor);
  const form = parametrization(ascent.parametrization, octave.size);
  try {
    for (let step = from; step < to; step++) {
      const { next, kept, value, size } = tf.tidy(() => {
        const { memory: kept, ...rest } = oneStep(ascent, {
          form,
          objective,
          numbers,
          memory,
          step,
          count: step - octave.from + 1,
        });
        return { kept, ...rest };
      });
      tf.dispose([numbers, ...memory]);
      [numbers, memory] = [next, kept];
      const seen = await readAndDispose({ value, size });
      trace.push(seen.value.data);
      largestGradient = largestGradient.map((largest, i) => Math.max(largest, seen.size.data[i]));
      await ascent.afterStep(step);
    }
    const plain = { numbers: await read(numbers), memory: await Promise.all(memory.map(read)) };
    return { ...plain, trace, largestGradient };
  } finally {
    form.dispose();
    tf.dispose([numbers, ...memory]);
  }
}

/** The pictures `[n, h, w, c]` at full size, 0..1, and their objectives `[n]` as they are, not moved. */
export async function finishedPictures(
  ascent: Ascent,
  objective: PictureObjective,
  state: AscentState,
): Promise<{ pictures: PlainBatch; objective: PlainBatch }> {
  return readAndDispose(
    tf.tidy(() => {
      const pictures = tf.clipByValue(
        resample(shownPictures(ascent, toTensor(state.numbers)), ascent.size),
        0,
        1,
      );
      return { pictures, objective: objective(pictures) };
    }),
  );
}

function oneStep(
  { size, rule, random, regularizers, transforms }: Ascent,
  {
    form: { toPictures, fromPictures, constrain },
    objective,
    numbers,
    memory,
    step,
    count,
  }: {
    form: Parametrization;
    objective: PictureObjective;
    numbers: tf.Tensor;
    memory: tf.Tensor[];
    step: number;
    /** Steps that the rule has taken in this octave, this one included. */
    count: number;
  },
) {
  const seen = (z: tf.Tensor) =>
    transforms.reduce((moved, { apply }) => apply(moved, random), resample(toPictures(z), size));
  const { value, gradients } = valueAndGradients((z) => objective(seen(z)), [numbers]);
  const [grad] = gradients;
  const penalties = regularizers.flatMap(({ penalty }) =>
    penalty ? valueAndGradients((z) => penalty(toPictures(z)), [numbers]).gradients : [],
  );
  const direction = penalties.reduce((sum, penalty) => tf.sub(sum, penalty), normalizeGradient(grad));
  const stepped = rule.step(direction, memory, count);
  const moved = tf.add(numbers, stepped.step);
  const pictures = toPictures(moved);
  const projected = regularizers.reduce(
    (picture, { project }) => project?.(picture, step) ?? picture,
    pictures,
  );
  const next = constrain(projected === pictures ? moved : fromPictures(projected));
  return { next, memory: stepped.memory, value, size: tf.max(tf.abs(grad), [1, 2, 3]) };
}

function shownPictures(ascent: Ascent, numbers: tf.Tensor): tf.Tensor {
  const [, h, w] = numbers.shape;
  return parametrization(ascent.parametrization, [h, w]).toPictures(numbers);
}

const toTensor = ({ data, shape }: PlainBatch): tf.Tensor => tf.tensor(data, [...shape]);

async function read(tensor: tf.Tensor): Promise<PlainBatch> {
  return { data: (await tensor.data()) as Float32Array, shape: tensor.shape };
}

import { isEmpty, placesRead, type Interval } from '../graph/axis-window';
import { stepsBetween } from '../graph/evaluate';
import type { Graph } from '../graph/graph';
import { outputLengths } from '../graph/output-lengths';
import type { Step, ValueId } from '../graph/step';

/** What the values of a graph see of one of its inputs, along each axis between images and channels. */
export interface Fields {
  /** Lengths of a value's axes; none of a vector, `undefined` where the value has nothing to do with the input. */
  extents(value: ValueId): readonly number[] | undefined;
  /** Whether every place of the value sees all of the input. */
  seesAll(value: ValueId): boolean;
  /**
   * The part of the input that a place of the value depends on. `clipped` to what is there, at every step; else places in
   * the padding count too, as in the formulas for the size of a receptive field.
   */
  at(value: ValueId, place: readonly number[], clipped: boolean): Interval[];
}

/** Steps that leave places where they were; of others that rearrange or multiply it is not known. */
const inPlace = new Set([
  'Dropout',
  'SpatialDropout1D',
  'GaussianNoise',
  'GaussianDropout',
  'AlphaDropout',
  'Activation',
  'Concatenate',
  'Concat',
  'ConcatV2',
  'Cast',
  'Multiply',
  'Mul',
  'Maximum',
  'Minimum',
]);

function worksPlaceByPlace({ op, type, activation }: Step): boolean {
  if (op === 'activation') return activation !== 'softmaxAlongAxis';
  return op === 'linear' || op === 'dense' || inPlace.has(type);
}

/** Follows what depends on `input`, whose axes have the lengths `size`, through the graph. */
export function fieldsOf(graph: Graph, input: ValueId, size: readonly number[]): Fields {
  const shapes = new Map(graph.calls.map((call) => [call.outputs[0], call.shape]));
  const extents = new Map<ValueId, readonly number[]>([[input, size]]);
  const global = new Set<ValueId>();

  /** Lengths of what a step gives whose windows, if any, do not say. */
  function givenLengths(step: Step, seen: readonly (readonly number[])[]): readonly number[] {
    const shape = shapes.get(step.outputs[0]);
    const isKnown = shape && shape.length > 0 && shape.slice(1, -1).every((length) => length !== null);
    if (isKnown) return shape.slice(1, -1) as number[];
    if (!worksPlaceByPlace(step)) return [];
    return seen.reduce((a, b) => a.map((length, axis) => Math.max(length, b[axis] ?? 1)));
  }

  for (const step of graph.steps) {
    const inputs = step.inputs.flatMap((id) => (extents.has(id) ? [extents.get(id)!] : []));
    if (inputs.length === 0) continue;
    const slid = outputLengths(step, inputs[0]);
    const lengths = slid ?? givenLengths(step, inputs);
    const isGlobal =
      step.inputs.some((id) => global.has(id)) ||
      (!slid && inputs.some((from) => !mapsPlaces(step, from, lengths)));
    for (const id of step.outputs) {
      extents.set(id, lengths);
      if (isGlobal) global.add(id);
    }
  }

  return {
    extents: (value) => extents.get(value),
    seesAll: (value) => global.has(value),
    at(value, place, clipped) {
      if (global.has(value)) return size.map((length) => [0, length - 1]);
      const needed = new Map<ValueId, Interval[]>([[value, place.map((at) => [at, at])]]);
      for (const step of stepsBetween(graph, new Set([input]), [value]).toReversed()) {
        const wanted = needed.get(step.outputs[0]);
        if (!wanted) continue;
        for (const id of step.inputs) {
          const lengths = extents.get(id);
          if (!lengths) continue;
          const windows = windowsOf(step, lengths);
          const read = wanted.map((interval, axis): Interval => {
            if (isEmpty(interval)) return interval;
            if (!windows) return lengths[axis] === 1 ? [0, 0] : interval;
            const [first, last] = placesRead(windows[axis], interval, lengths[axis]);
            return clipped ? [Math.max(first, 0), Math.min(last, lengths[axis] - 1)] : [first, last];
          });
          needed.set(id, hull(read, needed.get(id)));
        }
      }
      return needed.get(input)!;
    },
  };
}

function windowsOf({ windows }: Step, lengths: readonly number[]): Step['windows'] {
  return windows?.length === lengths.length ? windows : undefined;
}

/** Whether each place of the output depends on the same place of the input, or on its only one. */
function mapsPlaces(step: Step, from: readonly number[], to: readonly number[]): boolean {
  if (from.length !== to.length || !worksPlaceByPlace(step)) return false;
  return from.every((length, axis) => length === to[axis] || length === 1);
}

function hull(a: Interval[], b: Interval[] | undefined): Interval[] {
  if (!b || b.some(isEmpty)) return a;
  if (a.some(isEmpty)) return b;
  return a.map(([first, last], axis) => [Math.min(first, b[axis][0]), Math.max(last, b[axis][1])]);
}

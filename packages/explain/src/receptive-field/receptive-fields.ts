import type { InputInfo } from '../common/images';
import { toSubject, type ExplainableModel, type Subject } from '../common/subject';
import { stepsBetween } from '../graph/evaluate';
import type { ValueId } from '../graph/step';
import { fieldsOf, type Fields } from './fields';

export interface ReceptiveFieldsOptions {
  /** Height and width of the input, where the model leaves them open. */
  size?: readonly number[];
}

/** Which part of the input a layer's units depend on; lists have a number an axis: rows, columns. */
export interface ReceptiveField {
  layer: string;
  /** The layer's class, of a graph model the node's op. */
  type: string;
  /** Of the output, without images and channels: `[h, w]`; `[]` of a vector. */
  places: number[];
  /** Of the output; of a graph model that does not tell undefined. */
  channels?: number;
  /** Pixels that a unit depends on, those beyond the edges (padding) counted too; at most all where {@link whole}. */
  size: number[];
  /** Pixels from the field of a unit to that of the next. */
  stride: number[];
  /** First pixel of the field of the unit at 0; negative in the padding. Its centre is `start + (size - 1) / 2`. */
  start: number[];
  /** Every unit depends on the whole input: behind a dense layer, a global pooling, or a layer that can't be looked into. */
  whole: boolean;
}

/**
 * The receptive field of every layer, in order. Along a chain of windows of length `k`, stride `s` and padding `p`:
 * `size = 1 + sum_l (k_l - 1) prod_{i<l} s_i`, `stride = prod_l s_l`, `start = -sum_l p_l prod_{i<l} s_i`, with
 * `k = (kernel - 1) dilation + 1`; where branches meet, the hull of theirs. Upsampling and transposed convolutions divide
 * the stride, and `size` is that of the largest field.
 *
 * Convolutions, pooling, zero-padding and cropping count; what works place by place changes nothing. Nodes that resize
 * in a graph model, and layers with their channels first, are taken to see everything. Of a model with several inputs
 * the fields are those on the first that has places; layers that do not depend on it are left out.
 * Throws on a function, on an input whose size is free without `size`, and on one too small for the layers' windows.
 * Araujo, Norris & Sim 2019, Computing Receptive Fields of Convolutional Neural Networks,
 * https://distill.pub/2019/computing-receptive-fields.
 *
 * @example
 * const [conv1, pool1] = receptiveFields(model); // of 3x3 and 2x2
 * pool1.size; // [4, 4]
 */
export function receptiveFields(
  model: ExplainableModel,
  { size }: ReceptiveFieldsOptions = {},
): ReceptiveField[] {
  const subject = toSubject(model, { outputs: 'logits' });
  const { graph } = subject;
  if (!graph)
    throw new Error("receptive fields need the model's layers (expected a LayersModel or a GraphModel)");
  const { input, fields } = subjectFields(subject, size);
  return graph.calls.flatMap(({ name, type, outputs: [id], shape }): ReceptiveField[] => {
    const places = fields.extents(id);
    if (!places) return [];
    const channels = shape.at(-1) ?? undefined;
    const common = { layer: name, type, places: [...places], ...(channels !== undefined && { channels }) };
    if (fields.seesAll(id)) {
      const none = input.map(() => 0);
      return [{ ...common, size: [...input], stride: none, start: [...none], whole: true }];
    }
    const steps = stepsBetween(graph, new Set(graph.inputs), [id]);
    const factors = input.map((_, axis) =>
      steps.reduce((product, { windows }) => product * (windows?.[axis]?.up ?? 1), 1),
    );
    return [{ ...common, ...fieldOf(fields, id, factors), whole: false }];
  });
}

/** What the values of a model see of its first input that has places, whose lengths are `input`. */
export function subjectFields(
  { graph, inputs }: Subject,
  size?: readonly number[],
): { input: readonly number[]; fields: Fields } {
  const first = inputs.findIndex(hasPlaces);
  if (first < 0) throw new Error('the model takes no images (expected an input [n, h, w, channels])');
  const { name, shape } = inputs[first];
  const given = shape!.slice(1, -1);
  if (size) checkSize(size, given);
  const input = given.map((length, axis) => length ?? size?.[axis]);
  if (!input.every((length) => length !== undefined)) {
    throw new Error(`the size of input '${name}' is free (expected option size, its height and width)`);
  }
  return { input, fields: fieldsOf(graph!, graph!.inputs[first], input) };
}

function checkSize(size: readonly number[], given: readonly (number | null)[]): void {
  const isList: boolean = Array.isArray(size);
  const fits = (length: number, axis: number) =>
    Number.isSafeInteger(length) && length > 0 && length === (given[axis] ?? length);
  if (isList && size.length === given.length && size.every(fits)) return;
  const expected = given.map((length) => length ?? 'a whole number from 1').join(', ');
  throw new Error(`invalid size: ${isList ? `[${size.join(', ')}]` : String(size)} (expected [${expected}])`);
}

const hasPlaces = ({ shape }: InputInfo) => shape !== undefined && shape.length > 2;

/** Whether the first input is one of images `[n, h, w, channels]`. */
export function takesImages({ inputs }: Subject): boolean {
  return inputs[0].shape?.length === 4;
}

/** Enlarging by `factors` makes fields that repeat after as many places. */
function fieldOf(
  fields: Fields,
  value: ValueId,
  factors: readonly number[],
): Pick<ReceptiveField, 'size' | 'stride' | 'start'> {
  const fieldAt = (place: number, axis: number) =>
    fields.at(
      value,
      factors.map(() => place),
      false,
    )[axis];
  const axes = factors.map((factor, axis) => {
    const several = Array.from({ length: factor }, (_, place) => fieldAt(place, axis));
    const [start] = several[0];
    return {
      start,
      size: Math.max(...several.map(([from, to]) => to - from + 1)),
      stride: (fieldAt(factor, axis)[0] - start) / factor,
    };
  });
  return {
    size: axes.map((axis) => axis.size),
    stride: axes.map((axis) => axis.stride),
    start: axes.map((axis) => axis.start),
  };
}

import * as tf from '@tensorflow/tfjs-core';
import type { BoundObjective, Objective } from './objective';

/** The pictures of each objective one after the other; each objective sees its own only. */
export function joinObjectives(parts: readonly Objective[]): Objective {
  const owners = parts.flatMap((part) => Array.from({ length: part.pictures }, (_, own) => ({ part, own })));
  return {
    pictures: owners.length,
    label: (picture) => owners[picture].part.label(owners[picture].own),
    startOf: (picture) => owners[picture].part.startOf?.(owners[picture].own) ?? 0,
    bind(pictures, size) {
      const stretches: { part: Objective; at: number; own: number[] }[] = [];
      for (const [at, picture] of pictures.entries()) {
        const { part, own } = owners[picture];
        const last = stretches.at(-1);
        if (last?.part === part) last.own.push(own);
        else stretches.push({ part, at, own: [own] });
      }
      return bindEach(
        stretches.map(
          ({ part, own }) =>
            () =>
              part.bind(own, size),
        ),
        (x, bound) =>
          tf.concat(
            bound.map(({ value }, i) => {
              const { at, own } = stretches[i];
              return value(tf.slice(x, [at], [own.length]));
            }),
          ),
      );
    },
  };
}

/**
 * `sum_k weight_k * objective_k` for every picture; a part of one picture counts for all. Throws where parts of more than
 * one picture differ in their number.
 */
export function sumObjectives(parts: readonly { objective: Objective; weight: number }[]): Objective {
  const pictures = Math.max(...parts.map(({ objective }) => objective.pictures));
  const odd = parts.find(({ objective }) => objective.pictures !== 1 && objective.pictures !== pictures);
  if (odd) {
    throw new Error(
      `invalid sum: a part of ${odd.objective.pictures} pictures beside one of ${pictures} (expected as many, or 1)`,
    );
  }
  const own = ({ pictures: count }: Objective, picture: number) => (count === 1 ? 0 : picture);
  return {
    pictures,
    label: (picture) =>
      parts
        .map(({ objective, weight }) => {
          const name = objective.label(own(objective, picture));
          return weight === 1 ? name : `${weight} * ${name}`;
        })
        .join(' + '),
    startOf: (picture) =>
      Math.max(...parts.map(({ objective }) => objective.startOf?.(own(objective, picture)) ?? 0)),
    bind: (chosen, size) =>
      bindEach(
        parts.map(
          ({ objective }) =>
            () =>
              objective.bind(
                chosen.map((picture) => own(objective, picture)),
                size,
              ),
        ),
        (x, bound) => tf.addN(bound.map(({ value }, i) => tf.mul(value(x), parts[i].weight))),
      ),
  };
}

/** Binds one after the other; where one fails, those before it are freed. */
function bindEach(
  binders: readonly (() => BoundObjective)[],
  value: (x: tf.Tensor, bound: readonly BoundObjective[]) => tf.Tensor,
): BoundObjective {
  const bound: BoundObjective[] = [];
  const dispose = () => bound.forEach((one) => one.dispose());
  try {
    for (const bind of binders) bound.push(bind());
  } catch (error) {
    dispose();
    throw error;
  }
  return { value: (x) => value(x, bound), dispose };
}

import type { Regularizer } from './regularizers';
import type { Transform } from './transforms';

/** Throws unless both are lists of what `blur()` and `jitter()` return: easily the call is forgotten. */
export function checkPictureOptions(
  regularizers: readonly Regularizer[],
  transforms: readonly Transform[],
): void {
  const isFunction = (value: unknown) => typeof value === 'function';
  checkList('regularizers', regularizers, 'objects with penalty or project, as blur() returns', (one) => {
    const { penalty, project } = one as Partial<Regularizer>;
    return isFunction(penalty) || isFunction(project);
  });
  checkList('transforms', transforms, 'objects with apply, as jitter() returns', (one) =>
    isFunction((one as Partial<Transform>).apply),
  );
}

function checkList(name: string, list: unknown, expected: string, isRight: (one: object) => boolean): void {
  if (!Array.isArray(list))
    throw new Error(`invalid ${name}: ${describe(list)} (expected a list of ${expected})`);
  const items: readonly unknown[] = list;
  const wrong = items.findIndex((one) => typeof one !== 'object' || one === null || !isRight(one));
  if (wrong < 0) return;
  throw new Error(`invalid ${name}[${wrong}]: ${describe(items[wrong])} (expected ${expected})`);
}

function describe(value: unknown): string {
  if (typeof value === 'function') return `function ${value.name}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

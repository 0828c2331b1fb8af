import type { ExperimentSpec } from './spec';

export interface SpecDifference {
  /** 'training.epochs' */
  path: string;
  /** As JSON; 'none' where it is not there. */
  before: string;
  after: string;
}

/** Where two specs differ, but for their names. */
export function differences(
  { name: _, ...before }: ExperimentSpec,
  { name: __, ...after }: ExperimentSpec,
): SpecDifference[] {
  return between(before, after, '');
}

function between(before: unknown, after: unknown, path: string): SpecDifference[] {
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => between(before[key], after[key], path ? `${path}.${key}` : key));
  }
  const [was, is] = [before, after].map((value) => JSON.stringify(value) ?? 'none');
  return was === is ? [] : [{ path, before: was, after: is }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

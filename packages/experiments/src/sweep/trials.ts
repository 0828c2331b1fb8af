import { parseSpec } from '../parse-spec';
import type { ExperimentSpec } from '../spec';
import { specHash } from '../spec-hash';
import { isJsonObject, mergePatch, valueAt, withValueAt, type JsonObject } from './json-paths';
import type { Sweep } from './sweep-file';
import { labelText, variedPaths } from './varied';

/** One experiment of a sweep. */
export interface Trial {
  /** The first 12 hex digits of `hash`: its folder's name. */
  id: string;
  /** `specHash` of its spec: the same experiment has the same one in every sweep. */
  hash: string;
  spec: ExperimentSpec;
  /** The values of what the sweep varies, by path, as `base`, `specs` and `grid` state them; null where a trial leaves it out. */
  varied: Record<string, unknown>;
}

export interface TrialsOptions {
  /** A part of a spec that is laid over each trial (JSON merge patch), e.g. to scale a sweep down. */
  override?: JsonObject;
}

const ID_LENGTH = 12;

/**
 * The trials of a sweep, each a whole spec: every one of `specs` with every combination of the grid's values. Those of
 * the first of `specs` come first; in the grid the last path changes fastest. An optimiser or
 * another named part that a path leads into and that `base` does not have is the default one; longer paths are set after shorter ones and names before their
 * siblings, so that a grid may vary an optimiser and its learning rate.
 *
 * @throws on a trial that is no valid spec (it names the trial and what is wrong), and on two trials that are the same experiment.
 */
export async function trialsOf(sweep: Sweep, { override = {} }: TrialsOptions = {}): Promise<Trial[]> {
  const written = sweep.specs.flatMap((patch) => {
    const start = mergePatch(sweep.base, patch) as JsonObject;
    return combinations(sweep.grid).map((values) => ({ start, values }));
  });
  const patched = written.map(({ start, values }, i) =>
    named(i, values, () => mergePatch(withValues(start, values), override) as JsonObject),
  );
  const specs = patched.map((json, i) => named(i, written[i].values, () => parseSpec(json)));
  // Null, not undefined, where there is none: it stays in JSON.
  const value = (i: number, path: string) => valueAt(patched[i], path) ?? valueAt(specs[i], path) ?? null;
  const paths = variedPaths(sweep, (path) => specs.map((_, i) => value(i, path)));
  const trials = await Promise.all(
    specs.map(async (spec, i): Promise<Trial> => {
      const hash = await specHash(spec);
      const varied = Object.fromEntries(paths.map((path) => [path, value(i, path)]));
      const ownName = written.length === sweep.specs.length && sweep.specs[i].name !== undefined;
      const name = ownName || paths.length === 0 ? spec.name : `${spec.name}: ${labelText(varied)}`;
      return { id: hash.slice(0, ID_LENGTH), hash, spec: { ...spec, name }, varied };
    }),
  );
  refuseDuplicates(trials);
  return trials;
}

/** All combinations of the values, the last path's changing fastest. */
function combinations(grid: Record<string, unknown[]>): JsonObject[] {
  return Object.entries(grid).reduce<JsonObject[]>(
    (rows, [path, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [path]: value }))),
    [{}],
  );
}

function withValues(start: JsonObject, values: JsonObject): JsonObject {
  const order = (path: string) => 2 * path.split('.').length - (path.endsWith('.name') ? 1 : 0);
  const defaults = defaultsOf(start);
  return Object.entries(values)
    .toSorted(([a], [b]) => order(a) - order(b))
    .reduce<JsonObject>(
      (json, [path, value]) =>
        withValueAt(json, path, value, (part) => (path === `${part}.name` ? {} : defaults(part))),
      start,
    );
}

/**
 * The named parts of a spec (optimiser, schedule, model) as its defaults fill them in, for they are not whole without a
 * name; other parts are empty, and all are where the spec is not whole without the grid's values.
 */
function defaultsOf(start: JsonObject): (path: string) => JsonObject {
  let whole: unknown;
  return (path) => {
    try {
      whole ??= parseSpec(start);
    } catch {
      whole = {};
    }
    const part = valueAt(whole, path);
    return isJsonObject(part) && part.name !== undefined ? part : {};
  };
}

/** Runs what makes the trial number `index`; an error says which trial it was. */
function named<T>(index: number, values: JsonObject, make: () => T): T {
  try {
    return make();
  } catch (error) {
    const label = labelText(values);
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`trial ${index + 1}${label && ` (${label})`}: ${message}`, { cause: error });
  }
}

function refuseDuplicates(trials: readonly Trial[]): void {
  const seen = new Map<string, number>();
  trials.forEach(({ id, hash }, i) => {
    const first = seen.get(id);
    if (first !== undefined) {
      const label = labelText(trials[i].varied);
      throw new Error(
        trials[first].hash === hash
          ? `trials ${first + 1} and ${i + 1} are the same experiment${label && ` (${label})`}; expected each once`
          : `trials ${first + 1} and ${i + 1} would share the folder ${id}, for their hashes begin alike (expected another seed in one of them)`,
      );
    }
    seen.set(id, i);
  });
}

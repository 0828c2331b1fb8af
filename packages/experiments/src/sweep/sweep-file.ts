import * as z from 'zod/mini';
import { specMessage } from '../schema/spec-message';
import { keys, text } from '../schema/values';
import type { JsonObject } from './json-paths';

/** Many experiments as plain JSON: one spec, and what varies. `trialsOf` makes whole specs of it. */
export interface Sweep {
  version: 1;
  /** What the sweep is called in its report. Default 'sweep'. */
  name: string;
  /** What all trials share: a spec as a person writes it, with anything left out that has a default. */
  base: JsonObject;
  /**
   * What trials change in `base`: each a JSON merge patch (RFC 7396), that is a partial spec in which null takes a key
   * away. Default: one that changes nothing.
   */
  specs: JsonObject[];
  /** The values that a place in the spec takes, by its path: `{ "training.optimizer.learningRate": [0.001, 0.0001] }`. */
  grid: Record<string, unknown[]>;
}

const object = () => z.record(z.string(), z.unknown(), { error: 'an object: a spec, or a part of one' });

const sweepSchema = () =>
  keys({
    $schema: z.optional(text()),
    version: z._default(z.literal(1, { error: '1' }), 1),
    name: z._default(text(), 'sweep'),
    base: z._default(object(), {}),
    specs: z._default(
      z
        .array(object(), { error: 'a list of specs, or of parts of them' })
        .check(z.minLength(1, 'a list of at least one')),
      [{}],
    ),
    grid: z._default(
      z.record(
        z.string(),
        z
          .array(z.unknown(), { error: 'a list of values' })
          .check(z.minLength(1, 'a list of at least one value')),
        { error: 'an object of paths in a spec, each with a list of values' },
      ),
      {},
    ),
  });

/**
 * A sweep from JSON, with every default filled in; the specs in it are checked by `trialsOf`.
 *
 * ```ts
 * parseSweep({ base: { model: { name: 'tiny' } }, grid: { 'model.dropout': [0, 0.3], seed: [0, 1, 2] } }); // 6 trials
 * ```
 *
 * @throws one line that names what is wrong and what was expected.
 */
export function parseSweep(json: unknown): Sweep {
  const parsed = sweepSchema().safeParse(json);
  if (!parsed.success) {
    throw new Error(specMessage(parsed.error.issues, json).replace(/^invalid spec:/, 'invalid sweep:'));
  }
  const { $schema: _, ...sweep } = parsed.data;
  if (json !== null && Object.keys(sweep.grid).length === 0 && !Object.hasOwn(json as object, 'specs')) {
    throw new Error('nothing varies in the sweep (expected grid, specs or both)');
  }
  for (const path of Object.keys(sweep.grid)) checkPath(path);
  return sweep;
}

function checkPath(path: string): void {
  if (path === 'name') {
    throw new Error(
      'invalid path in grid: name (a name alone makes no other experiment; expected a path that does)',
    );
  }
  if (!/^\w+(\.\w+)*$/.test(path)) {
    throw new Error(`invalid path in grid: ${path} (expected keys with dots between, such as model.dropout)`);
  }
}

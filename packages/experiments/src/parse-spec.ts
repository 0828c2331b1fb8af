import { specMessage } from './schema/spec-message';
import { specSchema, VERSION } from './schema/spec-schema';
import type { ExperimentSpec } from './spec';

/**
 * A whole spec from JSON: checks every part and fills in every default, so that `{}` is the smallest spec, and what is
 * returned is the same again when it is parsed again.
 *
 * Errors: one line that names the path, the value and what was expected, with the nearest key where one is misspelt:
 * `invalid training.epochs: 0 (expected an integer >= 1)`.
 *
 * ```ts
 * const spec = parseSpec({ model: { name: 'leaky4' }, training: { epochs: 30 }, data: { source: 'fer2013.csv.gz' } });
 * ```
 */
export function parseSpec(json: unknown): ExperimentSpec {
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > VERSION) {
    throw new Error(
      `version ${version} of a spec is newer than this program, which knows version ${VERSION} (expected a newer @fer/experiments)`,
    );
  }
  const parsed = specSchema().safeParse(withModelsOptimizer(json));
  if (!parsed.success) throw new Error(specMessage(parsed.error.issues, json));
  const { $schema: _, version: known, name, ...spec } = parsed.data;
  checkWarmup(spec.training as ExperimentSpec['training']);
  const called = name ?? `${spec.model.name} on ${spec.data.source}`;
  return withoutAbsent({ version: known, name: called, ...spec }) as ExperimentSpec;
}

function checkWarmup({ epochs, schedule }: ExperimentSpec['training']): void {
  if ('warmupEpochs' in schedule && schedule.warmupEpochs >= epochs)
    throw new Error(
      `invalid training.schedule.warmupEpochs: ${schedule.warmupEpochs} (expected less than the ${epochs} epochs of training)`,
    );
}

/** Study 3 states the learning rate of `leaky4`: it is what a spec means that names no optimiser. */
function withModelsOptimizer(json: unknown): unknown {
  const { model, training = {} } = (json ?? {}) as { model?: { name?: unknown }; training?: Training };
  if (model?.name !== 'leaky4' || typeof training !== 'object') return json;
  const optimizer = training?.optimizer ?? { name: 'adam', learningRate: 1e-4 };
  return { ...(json as object), training: { ...training, optimizer } };
}

type Training = { optimizer?: unknown } | null;

/** The same without keys whose value is undefined. */
function withoutAbsent<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item) => withoutAbsent<unknown>(item)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, withoutAbsent<unknown>(part)]),
  ) as T;
}

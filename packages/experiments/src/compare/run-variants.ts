import type { LabelledImages } from '@fer/data';
import type { RunEvent, RunOptions } from '../environment';
import { runExperiment } from '../run-experiment';
import { holdsRun } from '../run-record';
import type { RunFolder } from '../run-folder';
import type { DataSpec, ExperimentSpec } from '../spec';
import { folderIn } from './folder-in';
import { readRun, type FinishedRun } from './read-run';

/** A variant's finished run with one seed. */
export interface SeedRun extends FinishedRun {
  seed: number;
  /** Name of its folder within the comparison's. */
  folder: string;
}

/** One of the compared experiments with its runs, one a seed. */
export interface VariantRuns {
  name: string;
  spec: ExperimentSpec;
  runs: SeedRun[];
}

/** What is told while several runs go: which one begins, and what it tells itself. */
export type CompareEvent =
  RunEvent | { type: 'run'; name: string; /** From 1. */ number: number; total: number; begun: boolean };

export interface RunVariantsOptions extends Omit<RunOptions, 'onEvent'> {
  /** Where the runs are written, each into a folder of its own. */
  folder: RunFolder;
  /** Default [0, 1, 2]. */
  seeds?: readonly number[];
  /** The labelled set that all specs name. Give this or `load`. */
  data?: LabelledImages;
  /** Reads the set of a spec; asked once for each set, and only if a run needs it. */
  load?: (data: DataSpec) => Promise<LabelledImages>;
  onEvent?: (event: CompareEvent) => void;
}

/**
 * Runs each variant with each seed as a run folder of its own, `<variant>-seed<k>`. What is whole there already is not run again; what
 * was stopped goes on where it stopped. All variants have a seed's run before the next seed begins, so that a comparison that is
 * stopped has whole seeds.
 *
 * @throws as `runExperiment` does, where two variants have one name, and where a folder holds a run of another spec.
 */
export async function runVariants(
  variants: readonly { name: string; spec: ExperimentSpec }[],
  { folder, seeds = [0, 1, 2], data, load, environment, signal, onEvent }: RunVariantsOptions,
): Promise<VariantRuns[]> {
  checkNames(variants.map(({ name }) => folderName(name)));
  checkSeeds(seeds);
  const dataOf = keptData(data, load);
  const results: VariantRuns[] = variants.map(({ name, spec }) => ({ name, spec, runs: [] }));
  const total = seeds.length * variants.length;
  for (const seed of seeds) {
    for (const variant of results) {
      const place = `${folderName(variant.name)}-seed${seed}`;
      const runFolder = folderIn(folder, place);
      const begun = await holdsRun(runFolder);
      const number = results.reduce((sum, { runs }) => sum + runs.length, 1);
      onEvent?.({ type: 'run', name: place, number, total, begun });
      const spec = { ...variant.spec, seed };
      await runExperiment(spec, await dataOf(spec.data), runFolder, {
        environment,
        signal,
        onEvent,
        resume: true,
      });
      variant.runs.push({ seed, folder: place, ...(await readRun(runFolder)) });
    }
  }
  return results;
}

/** Reads each set once, and holds no more than the last. */
function keptData(
  data: LabelledImages | undefined,
  load: RunVariantsOptions['load'],
): (data: DataSpec) => Promise<LabelledImages> {
  if (data) return async () => data;
  if (!load) throw new Error('no data to compare on (expected data, or load that reads them)');
  let kept: { key: string; data: Promise<LabelledImages> } | undefined;
  return (spec) => {
    const key = JSON.stringify([spec.source, spec.skipBadRows]);
    if (kept?.key !== key) kept = { key, data: load(spec) };
    return kept.data;
  };
}

/** A variant's name as it stands in folder names: letters, digits, dots and dashes. */
function folderName(name: string): string {
  return name.replace(/[^\p{L}\p{N}.-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'variant';
}

function checkNames(names: string[]): void {
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new Error(`two variants are called ${twice} (expected a name of its own for each spec)`);
}

/** @throws without a seed, and where one is no integer or given twice. */
export function checkSeeds(seeds: readonly number[]): void {
  if (seeds.length === 0) throw new Error('no seeds (expected at least one)');
  for (const [i, seed] of seeds.entries()) {
    if (!Number.isSafeInteger(seed)) throw new Error(`invalid seed: ${seed} (expected an integer)`);
    if (seeds.indexOf(seed) !== i) throw new Error(`seed ${seed} is given twice (expected each once)`);
  }
}

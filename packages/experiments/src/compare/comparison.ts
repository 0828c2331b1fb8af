import type { EpochRecord } from '@fer/train';
import type { ExperimentSpec } from '../spec';
import { estimate, pairedDifference, type Estimate } from './estimate';
import type { SeedRun, VariantRuns } from './run-variants';

/** Scores of a run that are compared, as `evaluate` of `@fer/train` defines them. */
export const SCORES = ['accuracy', 'balancedAccuracy', 'macroF1', 'top2', 'loss'] as const;
export type ScoreName = (typeof SCORES)[number];

/** What a variant's runs come to. */
export interface Variant {
  name: string;
  spec: ExperimentSpec;
  runs: ComparedRun[];
  scores: Record<ScoreName, Estimate>;
  recall: ({ class: string } & Estimate)[];
}

/** A run of a variant with one seed. */
interface ComparedRun {
  seed: number;
  /** Name of its folder within the comparison's. */
  folder: string;
  bestEpoch: number;
  accuracy: number;
  /** Of the training; only if the run had a clock. */
  seconds?: number;
  history: EpochRecord[];
}

/** How much more another variant has than the first, seed by seed. */
export interface Difference {
  from: string;
  to: string;
  scores: Record<ScoreName, Estimate>;
}

/** Variants side by side, as plain JSON. */
export interface Comparison {
  format: 'fer-comparison/1';
  /** Of all intervals, e.g. 0.95. */
  confidence: number;
  seeds: number[];
  /** The part that the scores are measured on. */
  split: string;
  variants: Variant[];
  /** Of all others against the first variant. */
  differences: Difference[];
}

/**
 * Compares variants over the seeds of their runs: mean, standard deviation and interval of every score and of every class's
 * recall (Student's t), and differences to the first variant paired by seed.
 *
 * @throws without variants, and where they do not have the same seeds.
 */
export function comparisonOf(
  variants: readonly VariantRuns[],
  { confidence = 0.95 }: { confidence?: number } = {},
): Comparison {
  if (variants.length === 0) throw new Error('no variants to compare (expected at least one)');
  const [first, ...others] = variants;
  const seeds = first.runs.map(({ seed }) => seed);
  for (const { name, runs } of others) {
    if (String(runs.map(({ seed }) => seed)) !== String(seeds))
      throw new Error(
        `seeds of ${name}: ${runs.map(({ seed }) => seed).join(', ')} (expected ${seeds.join(', ')})`,
      );
  }
  return {
    format: 'fer-comparison/1',
    confidence,
    seeds,
    split: first.runs[0]?.record.result?.split ?? '',
    variants: variants.map((variant) => summary(variant, confidence)),
    differences: others.map(({ name, runs }) => ({
      from: first.name,
      to: name,
      scores: everyScore((score) =>
        pairedDifference(scoresOf(first.runs, score), scoresOf(runs, score), confidence),
      ),
    })),
  };
}

function summary({ name, spec, runs }: VariantRuns, confidence: number): Variant {
  return {
    name,
    spec,
    runs: runs.map(({ seed, folder, record, epochs, evaluation }) => ({
      seed,
      folder,
      bestEpoch: record.bestEpoch,
      accuracy: evaluation.accuracy,
      ...(epochs.every(({ seconds }) => seconds !== undefined) && {
        seconds: epochs.reduce((sum, { seconds = 0 }) => sum + seconds, 0),
      }),
      history: epochs,
    })),
    scores: everyScore((score) => estimate(scoresOf(runs, score), confidence)),
    recall: runs[0].evaluation.perClass.map((entry, k) => ({
      class: entry.name,
      ...estimate(
        runs.map(({ evaluation }) => evaluation.perClass[k].recall),
        confidence,
      ),
    })),
  };
}

function scoresOf(runs: readonly SeedRun[], score: ScoreName): number[] {
  return runs.map(({ evaluation }) => evaluation[score]);
}

function everyScore(of: (score: ScoreName) => Estimate): Record<ScoreName, Estimate> {
  return Object.fromEntries(SCORES.map((score) => [score, of(score)])) as Record<ScoreName, Estimate>;
}

import { loadModel } from '@fer/models';
import type { LabelledImages } from '@fer/data';
import { comparisonOf, type Comparison } from '../compare/comparison';
import { folderIn } from '../compare/folder-in';
import { runVariants, type CompareEvent } from '../compare/run-variants';
import { divide } from '../divide';
import type { RunOptions } from '../environment';
import { writeDocument } from '../report/write-document';
import type { RunFolder } from '../run-folder';
import { BEST } from '../train-run';
import { evaluateParts, type MeasuredRuns } from './evaluate-parts';
import { drawStudyFigure, type DrawnFigure } from './figures/draw-study-figure';
import type { PatternCount } from './figures/pattern-counts';
import { studyDocument } from './report/study-document';
import { ASCENT_STEPS, scaleStudy, type ScaledStudy, type ScaleStudyOptions } from './scale-study';
import { studyResults, type StudyResult } from './study-results';
import type { Study } from './study';

export interface RunStudyOptions extends ScaleStudyOptions, Omit<RunOptions, 'onEvent'> {
  data: LabelledImages;
  /** Where the runs and the report are written. */
  folder: RunFolder;
  /** Default [0]: the studies made each run once. */
  seeds?: readonly number[];
  /** Of the intervals. Default 0.95. */
  confidence?: number;
  /** Also report.md, for the PNGs in figures/. */
  markdown?: boolean;
  onEvent?: (event: CompareEvent) => void;
}

/** What a study came to here, as `study.json` has it. */
export interface StudyOutcome extends ScaledStudy {
  format: 'fer-study/1';
  study: string;
  seeds: readonly number[];
  results: StudyResult[];
  comparisons: (Comparison & { title: string })[];
  /** How many filters found a pattern, where the study counted them. */
  patterns: PatternCount[];
}

/**
 * Makes a study again: trains its runs, measures what the study reported, draws its figures and writes `report.html` with `figures/`, `study.json`,
 * the specs as `specs/<run>.json`, and a run folder for each run and seed. Called again it makes only what is missing.
 *
 * @throws as `scaleStudy` and `runVariants` do; `AbortError` when aborted: what was finished is not made again next time.
 */
export async function runStudy(study: Study, options: RunStudyOptions): Promise<StudyOutcome> {
  const { data, folder, seeds = [0], confidence, markdown, environment, signal, onEvent } = options;
  const scaled = scaleStudy(study, data, options);
  for (const { name, spec } of scaled.runs)
    await folder.write(`specs/${name}.json`, `${JSON.stringify(spec, null, 2)}\n`);
  const variants = await runVariants(scaled.runs, { folder, seeds, data, environment, signal, onEvent });
  const runs = await evaluateParts(study, variants, data, folder, { environment, signal, onEvent });
  const comparisons = study.comparisons.flatMap(({ title, runs: wanted }) => {
    const compared = wanted.flatMap((name) => variants.filter((variant) => variant.name === name));
    return compared.length < 2 ? [] : [{ title, ...comparisonOf(compared, { confidence }) }];
  });
  const figures = await drawFigures(study, runs, options);
  const outcome: StudyOutcome = {
    format: 'fer-study/1',
    study: study.name,
    seeds,
    ...scaled,
    results: studyResults(study, runs, confidence),
    comparisons,
    patterns: figures.flatMap(({ patterns = [] }) => patterns),
  };
  await folder.write('study.json', `${JSON.stringify(outcome, null, 2)}\n`);
  onEvent?.({ type: 'step', name: 'writing the report' });
  const document = studyDocument({ study, outcome, runs, figures, data, environment });
  await writeDocument(folder, document, { markdown, environment });
  return outcome;
}

/** Draws what looks into the models, each from the run's best model with the first seed. */
async function drawFigures(
  study: Study,
  runs: MeasuredRuns,
  { data, folder, ascentSteps = ASCENT_STEPS, signal, onEvent }: RunStudyOptions,
): Promise<DrawnFigure[]> {
  const drawn: DrawnFigure[] = [];
  for (const [i, figure] of study.figures.entries()) {
    const run = runs[figure.run]?.[0];
    if (run === undefined) {
      drawn.push({ figure, pictures: [], remarks: [`Run ${figure.run} was not made.`] });
      continue;
    }
    const { spec } = run.record;
    const model = await loadModel(folderIn(folder, run.folder).store(BEST));
    try {
      const { heldOut } = divide(data, { seed: spec.seed, ...spec.data });
      const context = { model, data, heldOut, seed: run.seed, ascentSteps, signal, onEvent };
      drawn.push(await drawStudyFigure(figure, `${i + 1}-${figure.kind}`, context));
    } finally {
      model.dispose();
    }
  }
  return drawn;
}

import { SPLIT_NAMES, type LabelledImages } from '@fer/data';
import { divide } from '../divide';
import { parseSpec } from '../parse-spec';
import { count } from '../report/words';
import type { DataSpec, ExperimentSpec, SpecInput } from '../spec';
import { FER_TRAINING_ROWS, type Study } from './study';

export interface ScaleStudyOptions {
  /** Where the data are, as the application understands it. */
  source: string;
  skipBadRows?: boolean;
  /** At most so many epochs. Default: as the study says. */
  epochs?: number;
  /** At most so many images of each part. Default: all. */
  limit?: number;
  /** Names of the runs that are made. Default: all of the study. */
  only?: readonly string[];
  /** Steps of gradient ascent in the figures. Default 100. */
  ascentSteps?: number;
}

/** Of gradient ascent, as many as `maximizeActivation` of `@fer/explain` takes by default. */
export const ASCENT_STEPS = 100;

/** A run of a study as it is made. */
export interface ScaledRun {
  /** E.g. 'main', 'dropout-off'. */
  name: string;
  title: string;
  spec: ExperimentSpec;
}

export interface ScaledStudy {
  runs: ScaledRun[];
  /** What is other than in the study, a sentence each; none where it is made in full. */
  changes: string[];
}

/** The specs of a study's runs as the study made them, on data at `source`. */
export function studySpecs(study: Study, { source, skipBadRows, only }: ScaleStudyOptions): ScaledRun[] {
  const unknown = only?.find((name) => !Object.hasOwn(study.runs, name));
  if (unknown !== undefined)
    throw new Error(
      `unknown run of ${study.name}: ${unknown} (expected of ${Object.keys(study.runs).join(', ')})`,
    );
  return Object.entries(study.runs)
    .filter(([name]) => only === undefined || only.includes(name))
    .map(([name, { title, spec }]) => ({
      name,
      title,
      spec: parseSpec({
        // The report of the study has the figures that look into the model.
        figures: ['history', 'confusion'],
        ...spec,
        name: `${study.name}: ${title}`,
        data: { ...spec.data, source, ...(skipBadRows && { skipBadRows }) },
      } satisfies SpecInput),
    }));
}

/**
 * The same, scaled to fewer epochs and images, and to the rows that the data have: counts of rows and updates an epoch keep their
 * share of the training part where that is not FER2013's.
 *
 * @throws on a run that the study does not have, on numbers out of range, and where the data can't be divided.
 */
export function scaleStudy(study: Study, data: LabelledImages, options: ScaleStudyOptions): ScaledStudy {
  const { epochs, limit, ascentSteps = ASCENT_STEPS } = options;
  const rows = trainingRows(data);
  const changes: string[] = [];
  const whole = studySpecs(study, options);
  const runs = whole.map((run) => {
    const { data: dataSpec, training } = run.spec;
    const division = scaledDivision(dataSpec.division, rows);
    const scaledData = { ...dataSpec, division, ...(limit !== undefined && { limit }) };
    const spec = parseSpec({
      ...run.spec,
      data: scaledData,
      training: {
        ...training,
        epochs: Math.min(training.epochs, epochs ?? Infinity),
        ...(training.stepsPerEpoch !== undefined && {
          stepsPerEpoch: scaledSteps(
            run.spec,
            divide(data, { seed: run.spec.seed, ...scaledData }).train.shape[0],
          ),
        }),
      },
    });
    return { ...run, spec };
  });
  const [before, after] = [whole[0].spec, runs[0].spec];
  if (!isFer2013(rows))
    changes.push(
      `The data are ${options.source} with ${count(rows)} training images, not FER2013 with ${count(FER_TRAINING_ROWS)}.`,
    );
  const longest = Math.max(...whole.map(({ spec }) => spec.training.epochs));
  if (epochs !== undefined && epochs < longest)
    changes.push(`At most ${epochs} ${epochs === 1 ? 'epoch' : 'epochs'} instead of ${longest}.`);
  if (limit !== undefined) changes.push(`At most ${count(limit)} images of each part.`);
  const [counted, scaled] = [before.data.division, after.data.division];
  if ('count' in counted && 'count' in scaled && counted.count !== scaled.count)
    changes.push(
      `The ${counted.validation === 'last' ? 'last' : 'first'} ${count(scaled.count)} training rows ${counted.validation === 'last' ? 'validate' : 'train'} instead of ${count(counted.count)}.`,
    );
  const [steps, fewer] = [before.training.stepsPerEpoch, after.training.stepsPerEpoch];
  if (steps !== fewer)
    changes.push(
      `${fewer} ${fewer === 1 ? 'update' : 'updates'} an epoch instead of ${steps}: as many passes over fewer images.`,
    );
  if (ascentSteps < ASCENT_STEPS)
    changes.push(`${ascentSteps} steps of gradient ascent instead of ${ASCENT_STEPS}.`);
  const left = Object.keys(study.runs).filter((name) => !runs.some((run) => run.name === name));
  if (left.length > 0) changes.push(`Runs that were not made: ${left.join(', ')}.`);
  return { runs, changes };
}

/** Rows of the part that is for training. */
function trainingRows({ splits, shape: [n] }: LabelledImages): number {
  const names: readonly string[] = SPLIT_NAMES.train;
  return splits === undefined ? n : splits.filter((split) => names.includes(split)).length;
}

/** A few rows fewer, such as the blank images that some copies leave out, make no other set. */
function isFer2013(rows: number): boolean {
  return Math.abs(rows - FER_TRAINING_ROWS) < FER_TRAINING_ROWS / 100;
}

function scaledDivision(division: DataSpec['division'], rows: number): DataSpec['division'] {
  if (!('count' in division) || isFer2013(rows)) return division;
  return { ...division, count: Math.max(1, Math.round((division.count * rows) / FER_TRAINING_ROWS)) };
}

/** Updates an epoch for the same number of passes over so many images. */
function scaledSteps({ data: { division }, training }: ExperimentSpec, images: number): number {
  const { stepsPerEpoch = 1 } = training;
  return Math.max(1, Math.round((stepsPerEpoch * images) / trainsOf(division)));
}

/** Images that train with a division of FER2013's training part. */
export function trainsOf(division: DataSpec['division']): number {
  if ('folds' in division) return FER_TRAINING_ROWS * (1 - 1 / division.folds);
  switch (division.validation) {
    case 'splits':
      return FER_TRAINING_ROWS;
    case 'last':
      return FER_TRAINING_ROWS - division.count;
    case 'afterFirst':
      return division.count;
    case 'share':
      return FER_TRAINING_ROWS * (1 - division.share);
  }
}

import {
  checkAgainstData,
  parseSpec,
  scaleStudy,
  study,
  type ExperimentSpec,
  type SpecInput,
} from '@fer/experiments';
import { listData, openData } from '../../library/data-sets';
import { overlay } from './overlay';

/** What the form says. */
export interface SpecChoice {
  /** The id of a data set. */
  dataId: string;
  /** A study whose main run is the beginning. */
  study?: string;
  /** What is other than the defaults, or than the study's run; `null` takes something of the study away. */
  changes: unknown;
}

export interface CheckedSpec {
  spec: ExperimentSpec;
  /** The same without the changes, but for what hangs on the chosen model. */
  defaults: ExperimentSpec;
  /** Where the run differs from the study's, a sentence each. */
  scaled: string[];
}

/**
 * The whole spec that the form stands for.
 *
 * @throws on what is wrong with it; the message names the key, the value and what was expected.
 */
export async function checkSpec({ dataId, study: name, changes }: SpecChoice): Promise<CheckedSpec> {
  const info = (await listData()).find(({ id }) => id === dataId);
  if (info === undefined)
    throw new Error(`no data set ${dataId} in this browser (it was removed, or never here)`);
  if (info.counts === undefined)
    throw new Error(`${info.name} has no labels (expected images of known classes)`);
  const source = { data: { source: info.name } };
  const { below, scaled } = name
    ? await studyRun(name, dataId, info.name, changes)
    : { below: {}, scaled: [] };
  const whole = (above: unknown) => parseSpec(overlay(overlay(below, above), source));
  const spec = whole(changes);
  checkAgainstData(spec, info);
  const { model } = (changes ?? {}) as SpecInput;
  return { spec, defaults: { ...whole({ model: model ?? {} }), model: whole({}).model }, scaled };
}

/** The main run of a study, scaled to the data. Its figures are all: here no report of the study follows. */
async function studyRun(
  name: string,
  dataId: string,
  source: string,
  changes: unknown,
): Promise<{ below: SpecInput; scaled: string[] }> {
  const found = study(name);
  const data = await openData(dataId);
  const { training, data: dataChanges } = (changes ?? {}) as SpecInput;
  const [main] = Object.keys(found.runs);
  const { runs, changes: scaled } = scaleStudy(found, data, {
    source,
    epochs: training?.epochs,
    limit: dataChanges?.limit,
    only: [main],
  });
  const { figures: _, ...below } = runs[0].spec;
  return { below, scaled: scaled.filter((sentence) => !sentence.startsWith('Runs that')) };
}

import type { LabelledImages } from '@fer/data';
import { receptiveFields } from '@fer/explain';
import { loadModel, summarize } from '@fer/models';
import { WorkerPool, type Evaluation } from '@fer/train';
import { folderIn } from '../compare/folder-in';
import type { VariantRuns } from '../compare/run-variants';
import type { RunOptions } from '../environment';
import { evaluateSplit } from '../evaluate-run';
import type { RunFolder } from '../run-folder';
import { BEST } from '../train-run';
import type { MeasuredRun } from './measure';
import { partImages } from './measured-parts';
import type { MeasuredPart, Study } from './study';

/** Runs of a study by name, one a seed. */
export type MeasuredRuns = Record<string, MeasuredRun[]>;

/**
 * Evaluates the best models of a study's runs on the parts of the data that the study measured on. What is evaluated is kept in the run's
 * folder as `evaluation-<part>.json` and not evaluated again.
 */
export async function evaluateParts(
  study: Study,
  variants: readonly VariantRuns[],
  data: LabelledImages,
  folder: RunFolder,
  { environment, signal, onEvent }: RunOptions = {},
): Promise<MeasuredRuns> {
  const pool = environment?.workers && new WorkerPool(environment.workers);
  try {
    const measured: MeasuredRuns = {};
    for (const { name, runs } of variants) {
      measured[name] = [];
      for (const run of runs) {
        const runFolder = folderIn(folder, run.folder);
        const model = await loadModel(runFolder.store(BEST));
        try {
          const parts: MeasuredRun['parts'] = {};
          for (const on of partsOf(study, name)) {
            const part = partImages(data, run.record.spec, on);
            if (part === undefined) continue;
            const entry = `evaluation-${on}.json`;
            const kept = await runFolder.read(entry);
            const evaluation =
              kept === undefined
                ? await evaluateSplit(model, part.images, part.label, {
                    topConfusions: study.confusion.top,
                    signal,
                    onEvent,
                    pool,
                  })
                : (JSON.parse(new TextDecoder().decode(kept)) as Evaluation);
            if (kept === undefined) await runFolder.write(entry, `${JSON.stringify(evaluation, null, 2)}\n`);
            parts[on] = { label: part.label, evaluation };
          }
          measured[name].push({ ...run, summary: summarize(model), fields: receptiveFields(model), parts });
        } finally {
          model.dispose();
        }
      }
    }
    return measured;
  } finally {
    pool?.close();
  }
}

/** Where the numbers that a study reported of a run were measured. */
function partsOf({ reported, confusion }: Study, run: string): MeasuredPart[] {
  const parts = reported.flatMap(({ measure }) =>
    measure?.run === run && 'on' in measure ? [measure.on] : [],
  );
  return [...new Set(run === 'main' ? [confusion.on, ...parts] : parts)];
}

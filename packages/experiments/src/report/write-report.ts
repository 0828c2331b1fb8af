import type { LabelledImages } from '@fer/data';
import { receptiveFields } from '@fer/explain';
import { loadModel, summarize } from '@fer/models';
import type { EpochRecord } from '@fer/train';
import type { DividedData } from '../divide';
import { DRAWN_FACES } from '../drawn-faces';
import type { PartOptions } from '../environment';
import { evaluatePrediction, type NamedEvaluation } from '../evaluate-run';
import type { FigureName } from '../figure-names';
import { drawFigures } from '../figures/draw-figures';
import { predictSplit } from '../predict-split';
import type { RunFolder } from '../run-folder';
import type { RunRecord } from '../run-record';
import { BEST } from '../train-run';
import { reportDocument } from './report-document';
import { writeDocument, type WriteDocumentOptions } from './write-document';

/** What a report is made of. */
export interface ReportSources {
  record: RunRecord;
  records: EpochRecord[];
  data: LabelledImages;
  divided: DividedData;
  /** The run's, which it is read from. */
  folder: RunFolder;
  figures: readonly FigureName[];
}

export interface WriteReportOptions extends PartOptions, Pick<WriteDocumentOptions, 'markdown'> {
  /** Where to. Default the run's folder. */
  to?: RunFolder;
  /** Told what came out before figures are drawn. */
  onEvaluation?: (evaluation: NamedEvaluation) => void | Promise<void>;
}

/** Evaluates the best epoch's model on the held-out images, draws the figures and writes figures/ and report.html. */
export async function writeReport(
  { record, records, data, divided, folder, figures: wanted }: ReportSources,
  { to = folder, markdown, onEvaluation, ...options }: WriteReportOptions = {},
): Promise<void> {
  const { heldOut, heldOutName } = divided;
  const { environment, onEvent } = options;
  const { seed, evaluation: measure } = record.spec;
  const model = await loadModel(folder.store(BEST));
  try {
    const prediction = await predictSplit(model, heldOut, heldOutName, { ...options, views: measure.views });
    const evaluation = evaluatePrediction(prediction, heldOut, measure);
    await onEvaluation?.(evaluation);
    const figures = await drawFigures(
      {
        model,
        records,
        evaluation,
        prediction,
        data,
        drawn: record.spec.data.source === DRAWN_FACES,
        divided,
        folder,
        seed,
        figures: wanted,
      },
      options,
    );
    onEvent?.({ type: 'step', name: 'writing the report' });
    const layers = { summary: summarize(model), fields: receptiveFields(model) };
    const content = { record, records, evaluation, ...layers, figures, divided };
    await writeDocument(to, reportDocument(content), { markdown, environment });
  } finally {
    model.dispose();
  }
}

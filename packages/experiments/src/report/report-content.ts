import type { ReceptiveField } from '@fer/explain';
import type { ModelSummary } from '@fer/models';
import type { EpochRecord, Evaluation } from '@fer/train';
import type { DividedData } from '../divide';
import type { FigureName } from '../figure-names';
import type { ReportFigures } from '../figures/draw-figures';
import type { RunRecord } from '../run-record';
import type { Block } from './document';

/** What a run's report tells. */
export interface ReportContent {
  record: RunRecord;
  records: EpochRecord[];
  evaluation: Evaluation;
  summary: ModelSummary;
  /** Of its layers. */
  fields: ReceptiveField[];
  figures: ReportFigures;
  divided: DividedData;
}

/** The figure of that name, where it was drawn. */
export function figureBlock({ figures }: ReportContent, name: FigureName): Block | undefined {
  const figure = figures.drawn[name];
  return figure && { kind: 'figure', name, figure };
}

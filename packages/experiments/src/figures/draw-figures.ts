import type * as tfl from '@tensorflow/tfjs-layers';
import { select } from '@fer/data';
import type { EpochRecord, Evaluation } from '@fer/train';
import { historyPlot, type Figure } from '@fer/viz';
import type { DividedData } from '../divide';
import type { RunOptions } from '../environment';
import { confusionFigure } from '../evaluate-run';
import { chooseExamples } from './choose-examples';
import { balanceFigure, sampleFigure } from './data-figures';
import { activationFigure, explanationFigure, filterFigure } from './model-figures';

/** What the figures of a report are drawn from. */
export interface FigureSources {
  /** The best epoch's. */
  model: tfl.LayersModel;
  records: EpochRecord[];
  evaluation: Evaluation;
  divided: DividedData;
  /** Chooses the faces that are shown. */
  seed: number;
}

/** The figures of a run's report. */
export type ReportFigures = Record<
  'samples' | 'balance' | 'history' | 'confusion' | 'explanations' | 'activations' | 'filters',
  Figure
>;

export async function drawFigures(
  { model, records, evaluation, divided, seed }: FigureSources,
  { signal, onEvent }: Pick<RunOptions, 'signal' | 'onEvent'> = {},
): Promise<ReportFigures> {
  const { train, heldOut, heldOutName } = divided;
  const begin = (name: string) => onEvent?.({ type: 'step', name });
  begin('explaining predictions');
  const shown = chooseExamples(heldOut, 1, seed);
  const explanations = await explanationFigure(model, shown, { signal });
  const activations = await activationFigure(model, select(shown, [0]), {
    signal,
    caption: `For the first face above, ${shown.ids?.[0] ?? ''}.`,
  });
  begin('maximising filters');
  const filters = await filterFigure(model, { seed, signal });
  return {
    samples: sampleFigure(train, { seed, title: 'Faces of the training split' }),
    balance: balanceFigure(divided),
    history: historyPlot(records),
    confusion: confusionFigure(evaluation, heldOutName),
    explanations,
    activations,
    filters,
  };
}

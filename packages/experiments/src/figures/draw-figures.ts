import type * as tfl from '@tensorflow/tfjs-layers';
import { select } from '@fer/data';
import type { EpochRecord } from '@fer/train';
import { historyPlot, type Figure } from '@fer/viz';
import type { DividedData } from '../divide';
import type { RunOptions } from '../environment';
import { confusionFigure, reliabilityFigure, type NamedEvaluation } from '../evaluate-run';
import { FIGURE_NAMES, type FigureName } from '../figure-names';
import { chooseExamples } from './choose-examples';
import { balanceFigure, sampleFigure, topLossFigure } from './data-figures';
import { activationFigure, explanationFigure, filterFigure, hasConvolutions } from './model-figures';

/** What the figures of a report are drawn from. */
export interface FigureSources {
  /** The best epoch's. */
  model: tfl.LayersModel;
  records: EpochRecord[];
  evaluation: NamedEvaluation;
  divided: DividedData;
  /** Chooses the faces that are shown. */
  seed: number;
  /** Which are wanted. */
  figures: readonly FigureName[];
}

/** The figures of a run's report: those that are wanted and that the model can give. */
export type ReportFigures = Partial<Record<FigureName, Figure>>;

export async function drawFigures(
  { model, records, evaluation, divided, seed, figures }: FigureSources,
  { signal, onEvent }: Pick<RunOptions, 'signal' | 'onEvent'> = {},
): Promise<ReportFigures> {
  const { train, heldOut, heldOutName } = divided;
  const shown = chooseExamples(heldOut, 1, seed);
  const begin = (name: string) => onEvent?.({ type: 'step', name });
  const draw: Record<FigureName, () => Figure | Promise<Figure>> = {
    samples: () => sampleFigure(train, { seed, title: 'Faces of the training split' }),
    balance: () => balanceFigure(divided),
    history: () => historyPlot(records),
    confusion: () => confusionFigure(evaluation, heldOutName),
    reliability: () => reliabilityFigure(evaluation, heldOutName),
    topLosses: () => topLossFigure(heldOut, evaluation),
    explanations() {
      begin('explaining predictions');
      return explanationFigure(model, shown, { signal });
    },
    activations: () =>
      activationFigure(model, select(shown, [0]), {
        signal,
        caption: `For the first of the faces explained, ${shown.ids?.[0] ?? ''}.`,
      }),
    filters() {
      begin('maximising filters');
      return filterFigure(model, { seed, signal });
    },
  };
  const drawn: ReportFigures = {};
  for (const name of FIGURE_NAMES) {
    if (!figures.includes(name) || (OF_CONVOLUTIONS.includes(name) && !hasConvolutions(model))) continue;
    drawn[name] = await draw[name]();
  }
  return drawn;
}

/** Figures of what a dense net has not. */
const OF_CONVOLUTIONS: FigureName[] = ['activations', 'filters'];

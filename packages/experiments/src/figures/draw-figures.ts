import type * as tfl from '@tensorflow/tfjs-layers';
import { summarize } from '@fer/models';
import { auditDataset, select, type DatasetAudit, type LabelledImages } from '@fer/data';
import type { EpochRecord, LabelledPrediction } from '@fer/train';
import { historyPlot, parameterBar, type Figure } from '@fer/viz';
import type { DividedData } from '../divide';
import type { RunOptions } from '../environment';
import { confusionFigure, reliabilityFigure, type NamedEvaluation } from '../evaluate-run';
import { FIGURE_NAMES, type FigureName } from '../figure-names';
import { learningFilm, type LearningFilm } from '../learning/learning-film';
import type { RunFolder } from '../run-folder';
import { auditFigure } from './audit-figure';
import { meanFigure } from './audit-figures';
import { chooseExamples } from './choose-examples';
import { confusedPairsFigure } from './confused-pairs';
import { hasConvolutions } from './convolutions';
import { balanceFigure, sampleFigure } from './data-figures';
import { areFerFaces, readFaces, type FaceReading } from './face-reading';
import { measureFaithfulness, type Faithfulness } from './faithfulness';
import { faithfulnessFigure } from './faithfulness-figure';
import { hidingFigure } from './hiding-figure';
import { activationFigure, explanationFigure, filterFigures } from './model-figures';

/** What the figures of a report are drawn from. */
export interface FigureSources {
  /** The best epoch's. */
  model: tfl.LayersModel;
  records: EpochRecord[];
  evaluation: NamedEvaluation;
  /** Of the held-out images. */
  prediction: LabelledPrediction;
  /** The whole data set, and whether its faces are drawn ones. */
  data: LabelledImages;
  drawn: boolean;
  divided: DividedData;
  /** Where training left the maps of its epochs. */
  folder: RunFolder;
  /** Chooses the faces that are shown. */
  seed: number;
  /** Which are wanted. */
  figures: readonly FigureName[];
}

/** The figures of a run's report, those that are wanted and that the model can give, and the findings beside them. */
export interface ReportFigures {
  drawn: Partial<Record<FigureName, Figure>>;
  audit?: DatasetAudit;
  film?: LearningFilm;
  /** Of the ascent that `filters` shows the end of. */
  course?: Figure;
  faithfulness?: Faithfulness;
  faceReading?: FaceReading;
}

const THEME = { theme: 'auto' } as const;

/** Samples of LIME's linear models: about five a superpixel. */
const LIME_SAMPLES = 250;

export async function drawFigures(
  { model, records, evaluation, prediction, data, drawn, divided, folder, seed, figures }: FigureSources,
  { signal, onEvent }: Pick<RunOptions, 'signal' | 'onEvent'> = {},
): Promise<ReportFigures> {
  const { train, heldOut, heldOutName } = divided;
  const shown = facesShown(divided, seed);
  const begin = (name: string) => onEvent?.({ type: 'step', name });
  const found: ReportFigures = { drawn: {} };
  const draw: Record<FigureName, () => Figure | undefined | Promise<Figure | undefined>> = {
    samples: () => sampleFigure(train, { seed, title: 'Faces of the training split', ...THEME }),
    balance: () => balanceFigure(divided, THEME),
    meanImages: () => meanFigure(train, { title: 'The mean image of each class', ...THEME }),
    audit() {
      begin('auditing the data');
      found.audit = auditDataset(data);
      return auditFigure(data, found.audit, THEME);
    },
    parameters: () => parameterBar(summarize(model).layers, THEME),
    history: () => historyPlot(records, THEME),
    async learning() {
      const epochs = records.map(({ epoch }) => epoch);
      found.film = await learningFilm(folder, shown, epochs, THEME);
      return found.film?.strip;
    },
    confusion: () => confusionFigure(evaluation, heldOutName, THEME),
    reliability: () => reliabilityFigure(evaluation, heldOutName, THEME),
    confusedPairs: () => confusedPairsFigure(heldOut, evaluation, prediction, { seed, ...THEME }),
    topLosses() {
      begin('explaining what is most wrong');
      return topLossFigure(model, heldOut, evaluation, { signal, ...THEME });
    },
    explanations() {
      begin('explaining predictions');
      return explanationFigure(model, shown, { limeSamples: LIME_SAMPLES, signal, ...THEME });
    },
    hiding: () => hidingFigure(model, select(shown, [0]), { signal, ...THEME }),
    async faceReading() {
      if (drawn || !areFerFaces(heldOut)) return undefined;
      found.faceReading = await readFaces(model, heldOut, prediction, { seed, signal, onEvent, ...THEME });
      return found.faceReading.figure;
    },
    async faithfulness() {
      found.faithfulness = await measureFaithfulness(model, shown, { signal, onEvent });
      return faithfulnessFigure(found.faithfulness, THEME);
    },
    activations: () =>
      activationFigure(model, select(shown, [0]), {
        signal,
        caption: `For the first of the faces explained, ${shown.ids?.[0] ?? ''}.`,
        ...THEME,
      }),
    async filters() {
      begin('maximising filters');
      const { figure, course } = await filterFigures(model, { seed, signal, ...THEME });
      found.course = course;
      return figure;
    },
  };
  for (const name of FIGURE_NAMES) {
    if (!figures.includes(name) || (OF_CONVOLUTIONS.includes(name) && !hasConvolutions(model))) continue;
    signal?.throwIfAborted();
    const figure = await draw[name]();
    if (figure) found.drawn[name] = figure;
  }
  return found;
}

/** One face of each class of the held-out part: those that a report follows through training, explains and measures on. */
export function facesShown({ heldOut }: DividedData, seed: number): LabelledImages {
  return chooseExamples(heldOut, 1, seed);
}

/** Figures of what a dense net has not. */
const OF_CONVOLUTIONS: FigureName[] = ['activations', 'filters'];

/** The images that the model gets most wrong: what it looked at there, and what it takes them for. */
function topLossFigure(
  model: tfl.LayersModel,
  images: LabelledImages,
  { topLosses }: NamedEvaluation,
  options: Parameters<typeof explanationFigure>[2],
): Promise<Figure> | undefined {
  if (topLosses.length === 0) return undefined;
  const worst = select(
    images,
    topLosses.map(({ index }) => index),
  );
  const ids = topLosses.map(({ loss }, i) =>
    [worst.ids?.[i], `loss ${loss.toFixed(1)}`].filter(Boolean).join(' · '),
  );
  return explanationFigure(model, { ...worst, ids }, { title: 'Most wrong', ...options });
}

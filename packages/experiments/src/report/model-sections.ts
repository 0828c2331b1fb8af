import { blocks, soft, table, text, type Section } from './document';
import { figureBlock, type ReportContent } from './report-content';
import { trainingSentence } from './sentences';
import { modelTable } from './tables';
import { count } from './words';

/** Of the column of `modelTable`. */
const FIELD_NOTE =
  'Sees: the receptive field, that is the pixels of the input on which one value of the layer depends, those beyond the edges counted too.';

/** The layers. */
export function modelSection(content: ReportContent): Section {
  const { record, summary, fields } = content;
  const { total, trainable } = summary;
  return {
    id: 'model',
    title: 'Model',
    blocks: blocks(
      text(
        `${record.spec.model.name}: ${count(total)} parameters, ${count(trainable)} trained by gradients.`,
      ),
      table(modelTable(summary, fields)),
      soft(FIELD_NOTE),
      figureBlock(content, 'parameters'),
    ),
  };
}

/** How it was trained, and how it learned to look. */
export function trainingSection(content: ReportContent): Section {
  const { record, figures, divided } = content;
  const { heldOut, validation } = divided;
  const shown = figures.film?.frames.length;
  const { monitor } = record.spec.training;
  return {
    id: 'training',
    title: 'Training',
    blocks: blocks(
      text(
        `${trainingSentence(record)} The model of epoch ${record.bestEpoch}, the best in ${monitor}, is the one below.`,
      ),
      figureBlock(content, 'history'),
      figures.film &&
        text(
          `How it learned to look: after each epoch the saliency of the class that was then the most probable, on one held-out face of each class, chosen by the seed.${heldOut === validation ? '' : ' These faces trained and chose nothing.'}${shown === undefined || shown === record.epochsDone ? '' : ` Of ${record.epochsDone} epochs ${shown} are shown.`}`,
        ),
      figures.film && { kind: 'film', name: 'learning', film: figures.film },
    ),
  };
}

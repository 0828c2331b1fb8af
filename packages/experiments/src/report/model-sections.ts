import { blocks, text, type Section } from './document';
import { figureBlock, type ReportContent } from './report-content';
import { trainingSentence } from './sentences';
import { modelTable } from './tables';
import { count } from './words';

/** The layers. */
export function modelSection({ record, summary }: ReportContent): Section {
  const { total, trainable } = summary;
  return {
    id: 'model',
    title: 'Model',
    blocks: [
      text(
        `${record.spec.model.name}: ${count(total)} parameters, ${count(trainable)} trained by gradients.`,
      ),
      { kind: 'table', table: modelTable(summary) },
    ],
  };
}

/** How it was trained, and how it learned to look. */
export function trainingSection(content: ReportContent): Section {
  const { record, figures } = content;
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
          'How it learned to look: after each epoch the saliency of the class that was then the most probable, on one held-out face of each class, chosen by the seed. These faces chose and trained nothing.',
        ),
      figures.film && { kind: 'film', name: 'learning', film: figures.film },
    ),
  };
}

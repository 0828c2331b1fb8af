import { blocks, table, text, type Section } from './document';
import { figureBlock, type ReportContent } from './report-content';
import { confusionSentence } from './sentences';
import { classTable, scoreTable } from './tables';

export function evaluationSection(content: ReportContent): Section {
  const { evaluation } = content;
  return {
    id: 'evaluation',
    title: 'Evaluation',
    blocks: blocks(
      text(confusionSentence(evaluation)),
      figureBlock(content, 'confusion'),
      table(classTable(evaluation)),
      table(scoreTable(evaluation)),
      figureBlock(content, 'reliability'),
    ),
  };
}

/** Images of the classes that are confused. */
export function confusionsSection(content: ReportContent): Section {
  return {
    id: 'confusions',
    title: 'What it confuses',
    blocks: blocks(figureBlock(content, 'confusedPairs')),
  };
}

/** The worst mistakes, explained. */
export function lossesSection(content: ReportContent): Section {
  const figure = figureBlock(content, 'topLosses');
  return {
    id: 'losses',
    title: 'Where it is most wrong',
    blocks: blocks(
      figure &&
        text(
          'The held-out images with the largest loss, the worst first. A wrong or doubtful label looks the same as a mistake: see for yourself which it is.',
        ),
      figure,
    ),
  };
}

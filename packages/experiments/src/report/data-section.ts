import { DRAWN_FACES } from '../drawn-faces';
import { auditSentence, auditTable } from './audit-text';
import { blocks, table, text, type Section } from './document';
import { figureBlock, type ReportContent } from './report-content';
import { count, counted } from './words';

/** Which images there are, and what is wrong with them. */
export function dataSection(content: ReportContent): Section {
  const { record, divided, figures } = content;
  const { train, validation, heldOut, dropped } = divided;
  const measures = heldOut === validation ? '' : `, ${count(heldOut.shape[0])} measure the result`;
  return {
    id: 'data',
    title: 'Data',
    blocks: blocks(
      text(
        [
          `${counted(train.shape[0], 'image trains', 'images train')}, ${count(validation.shape[0])} choose the best epoch${measures}.`,
          dropped &&
            `${counted(dropped.copies + dropped.conflicting, 'duplicate was', 'duplicates were')} dropped before.`,
          record.spec.data.source === DRAWN_FACES &&
            'No face (head and hair) stands in more than one split, and some shapes of brows, eyes and mouths are only in the test split.',
        ]
          .filter(Boolean)
          .join(' '),
      ),
      figureBlock(content, 'samples'),
      figureBlock(content, 'balance'),
      figureBlock(content, 'meanImages'),
      figures.audit && text(auditSentence(figures.audit)),
      figures.audit && table(auditTable(figures.audit)),
      figureBlock(content, 'audit'),
    ),
  };
}

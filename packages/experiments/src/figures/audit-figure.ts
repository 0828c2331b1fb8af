import { nameRows, type DatasetAudit, type LabelledImages } from '@fer/data';
import type { Figure, FigureOptions } from '@fer/viz';
import { copiesFound, groupsFigure } from './audit-figures';

const GROUPS = 4;

/** What deserves the first look of all that an audit found: copies under different labels, else copies; none where all is well. */
export function auditFigure(
  data: LabelledImages,
  audit: DatasetAudit,
  look: Pick<FigureOptions, 'theme'>,
): Figure | undefined {
  const sheets = copiesFound(audit);
  const order = [sheets['conflicting-labels'], sheets.duplicates, sheets['near-duplicates']];
  const sheet = order.find(({ groups }) => groups.length > 0);
  return sheet && groupsFigure(nameRows(data), sheet.groups, { title: sheet.title, most: GROUPS, ...look });
}

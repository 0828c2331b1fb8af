import { nameRows, type DatasetAudit, type LabelledImages } from '@fer/data';
import type { Figure, FigureOptions } from '@fer/viz';
import { groupsFigure } from './audit-figures';

const GROUPS = 4;

/** What deserves the first look of all that an audit found: copies under different labels, else copies; none where all is well. */
export function auditFigure(
  data: LabelledImages,
  { exact, near }: DatasetAudit,
  look: Pick<FigureOptions, 'theme'>,
): Figure | undefined {
  const sheets = [
    {
      title: 'The same image under different labels',
      groups: exact.groups.filter(({ conflicting }) => conflicting),
    },
    { title: 'The same image more than once', groups: exact.groups },
    { title: 'Images that look nearly the same', groups: near.groups },
  ];
  const sheet = sheets.find(({ groups }) => groups.length > 0);
  return sheet && groupsFigure(nameRows(data), sheet.groups, { title: sheet.title, most: GROUPS, ...look });
}

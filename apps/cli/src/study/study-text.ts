import type { StudyOutcome } from '@fer/experiments';
import { formatTable, percent } from '../terminal/format';

/** The numbers of a study beside ours, and what is other than in the study. */
export function studyText({ results, changes }: StudyOutcome): string {
  const text = (value: number, unit: 'share' | 'count') =>
    unit === 'share' ? percent(value) : (Math.round(value * 10) / 10).toLocaleString('en-US');
  const rows = results.map(({ what, unit, reported, ours }) => [
    what,
    reported === undefined ? '-' : text(reported, unit),
    ours === undefined
      ? '-'
      : `${text(ours.mean, unit)}${ours.deviation ? ` ± ${text(ours.deviation, unit)}` : ''}`,
  ]);
  return [formatTable([['', 'study', 'this run'], ...rows]), ...changes].join('\n');
}

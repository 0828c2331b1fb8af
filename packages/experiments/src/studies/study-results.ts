import { estimate, type Estimate } from '../compare/estimate';
import type { MeasuredRuns } from './evaluate-parts';
import { measureOf } from './measure';
import type { ReportedNumber, Study } from './study';

/** A number that a study reported, beside that of the runs made here. */
export interface StudyResult {
  what: string;
  unit: ReportedNumber['unit'];
  /** Without it the study did not report this. */
  reported?: number;
  /** Over the seeds; without it the runs made here do not have this number. */
  ours?: Estimate;
  remark: string;
}

/** The numbers that a study reported beside those of its runs, in the study's order. */
export function studyResults({ reported }: Study, runs: MeasuredRuns, confidence?: number): StudyResult[] {
  return reported.map(({ what, value, unit, measure, remark }) => {
    const measured = measure && runs[measure.run]?.map((run) => measureOf(measure, run));
    const known = measured?.filter((one) => one !== undefined) ?? [];
    const remarks = [
      remark,
      measure && measured === undefined && `run ${measure.run} was not made`,
      measured &&
        known.length === 0 &&
        ('on' in measure ? 'the data have no such part' : 'the run made fewer epochs'),
      ...new Set(known.map((one) => one.remark)),
    ];
    return {
      what,
      unit,
      ...(value !== undefined && { reported: value }),
      ...(known.length > 0 && {
        ours: estimate(
          known.map((one) => one.value),
          confidence,
        ),
      }),
      remark: remarks.filter(Boolean).join('; '),
    };
  });
}

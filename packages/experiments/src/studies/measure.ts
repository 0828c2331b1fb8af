import type { ReceptiveField } from '@fer/explain';
import type { ModelSummary } from '@fer/models';
import type { Evaluation } from '@fer/train';
import type { SeedRun } from '../compare/run-variants';
import type { Measure, MeasuredPart } from './study';

/** What is known of one run of a study. */
export interface MeasuredRun extends SeedRun {
  summary: ModelSummary;
  fields: ReceptiveField[];
  /** Of the best epoch's model, on the parts that the study measured on and the data have. */
  parts: Partial<Record<MeasuredPart, { label: string; evaluation: Evaluation }>>;
}

export interface Measured {
  value: number;
  /** Where it is not quite what was asked for. */
  remark?: string;
}

/** A number of a run; undefined where the run does not have it. */
export function measureOf(
  measure: Measure,
  { summary, parts, epochs, record }: MeasuredRun,
): Measured | undefined {
  switch (measure.of) {
    case 'parameters':
      return { value: summary.total };
    case 'trainable':
      return { value: summary.trainable };
    case 'nonTrainable':
      return { value: summary.nonTrainable };
    case 'bestEpoch':
      return { value: record.bestEpoch, remark: `of ${epochs.length}` };
    case 'accuracyOfEpoch':
    case 'validationOfEpoch': {
      // An epoch that a shorter run did not come to has no number: that of an earlier one would be another claim.
      const epoch = measure.epoch ?? epochs.length;
      const value = epochs[epoch - 1]?.[measure.of === 'accuracyOfEpoch' ? 'accuracy' : 'val_accuracy'];
      if (value === undefined) return undefined;
      return { value, ...(epoch !== measure.epoch && { remark: `after epoch ${epoch}` }) };
    }
    default: {
      const part = parts[measure.on];
      if (part === undefined) return undefined;
      const value = scoreOf(measure, part.evaluation);
      return value === undefined
        ? undefined
        : {
            value,
            remark: measure.on === 'validation' ? 'on the validation images' : `on the split ${part.label}`,
          };
    }
  }
}

function scoreOf(
  measure: Extract<Measure, { on: MeasuredPart }>,
  { accuracy, confusion, count }: Evaluation,
) {
  const { classes, counts, normalized } = confusion;
  switch (measure.of) {
    case 'accuracy':
      return accuracy;
    case 'recall':
      return normalized[classes.indexOf(measure.class)]?.[classes.indexOf(measure.class)];
    case 'confusion':
      return normalized[classes.indexOf(measure.actual)]?.[classes.indexOf(measure.predicted)];
    case 'predicted': {
      const k = classes.indexOf(measure.class);
      return k < 0 ? undefined : counts.reduce((sum, row) => sum + row[k], 0) / count;
    }
  }
}

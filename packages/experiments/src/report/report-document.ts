import { DRAWN_FACES } from '../drawn-faces';
import { frequentClass } from '../evaluate-run';
import { dataSection } from './data-section';
import { blocks, note, soft, type Block, type ReportDocument } from './document';
import { confusionsSection, evaluationSection, lossesSection } from './evaluation-sections';
import {
  activationsSection,
  faceReadingSection,
  faithfulnessSection,
  filtersSection,
  looksSection,
} from './inside-sections';
import { modelSection, trainingSection } from './model-sections';
import { ABOUT_EXPRESSIONS } from './notices';
import type { ReportContent } from './report-content';
import { reproduceSection } from './reproduce-section';
import { count, duration, percent } from './words';

/** The illustrated study of a run; sections that have nothing to show are left out. */
export function reportDocument(content: ReportContent): ReportDocument {
  const { record, records, evaluation, summary, divided } = content;
  const baseline = frequentClass(evaluation);
  const seconds = records.reduce((sum, epoch) => sum + (epoch.seconds ?? 0), 0);
  return {
    title: record.spec.name,
    about: `Trained${record.startedAt ? ` on ${record.startedAt.slice(0, 10)}` : ''} with the ${record.backend} backend of TensorFlow.js ${record.versions.tfjs}, seed ${record.spec.seed}.`,
    numbers: [
      {
        value: percent(evaluation.accuracy),
        what: `accuracy, ${count(evaluation.count)} ${divided.heldOutName} images`,
      },
      { value: percent(baseline.accuracy), what: `for always answering ${baseline.name}` },
      { value: count(summary.total), what: 'parameters' },
      {
        value: String(records.length),
        what: `${records.length === 1 ? 'epoch' : 'epochs'}${seconds > 0 ? `, ${duration(seconds)}` : ''}`,
      },
    ],
    opening: opening(content, baseline),
    sections: [
      dataSection(content),
      modelSection(content),
      trainingSection(content),
      evaluationSection(content),
      confusionsSection(content),
      lossesSection(content),
      looksSection(content),
      faceReadingSection(content),
      faithfulnessSection(content),
      activationsSection(content),
      filtersSection(content),
      reproduceSection(content),
    ].filter((section) => section.blocks.length > 0),
  };
}

function opening(
  { record, evaluation, divided }: ReportContent,
  baseline: { name: string; accuracy: number },
): Block[] {
  return blocks(
    record.spec.data.source === DRAWN_FACES &&
      note(
        'These faces are drawn, not photographed.',
        'They teach the tools; a network trained on them knows nothing about real faces (carried over to photographs such networks stay near chance).',
      ),
    divided.heldOut === divided.validation && {
      kind: 'note',
      text: 'This data set has no third part: the images that chose the best epoch are also those that it is measured on, so the accuracy is slightly flattered.',
    },
    evaluation.accuracy <= baseline.accuracy &&
      note(
        'This model has learned nothing yet:',
        `it is no better than always answering ${baseline.name}. What it looks at below means nothing.`,
      ),
    soft(ABOUT_EXPRESSIONS),
  );
}

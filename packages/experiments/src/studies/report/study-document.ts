import type { LabelledImages } from '@fer/data';
import { comparisonBlocks } from '../../compare/comparison-html';
import { DRAWN_FACES } from '../../drawn-faces';
import type { Environment } from '../../environment';
import { frequentClass } from '../../evaluate-run';
import { blocks, note, soft, table, text, type Block, type ReportDocument } from '../../report/document';
import { ABOUT_EXPRESSIONS } from '../../report/notices';
import { count, duration, percent } from '../../report/words';
import type { MeasuredRuns } from '../evaluate-parts';
import type { DrawnFigure } from '../figures/draw-study-figure';
import type { MeasuredRun } from '../measure';
import type { StudyOutcome } from '../run-study';
import type { Study } from '../study';
import { confusionSection } from './confusion-section';
import { figureBlocks } from './figure-blocks';
import { resultTable } from './result-table';
import { dataSection, networkSection, reproduceSection, trainingSection } from './study-sections';

export interface StudyReportContent {
  study: Study;
  outcome: StudyOutcome;
  runs: MeasuredRuns;
  figures: DrawnFigure[];
  data: LabelledImages;
  environment?: Environment;
}

/** The whole document of a study that was made again. */
export function studyDocument(content: StudyReportContent): ReportDocument {
  const { study, outcome, runs, figures, environment } = content;
  const titles = Object.fromEntries(outcome.runs.map(({ name, title }) => [name, title]));
  const [name, [first]] = Object.entries(runs).find(([key]) => key === 'main') ?? Object.entries(runs)[0];
  const seeds = outcome.seeds.length === 1 ? `seed ${outcome.seeds[0]}` : `seeds ${outcome.seeds.join(', ')}`;
  const day = environment?.startedAt?.slice(0, 10);
  return {
    over: `Study ${study.number} of facial expression recognition, made again`,
    title: study.title,
    about: `${outcome.runs.length} of ${Object.keys(study.runs).length} runs with ${seeds}${day === undefined ? '' : `, ${day}`}, ${first.record.backend} backend of TensorFlow.js ${first.record.versions.tfjs}.`,
    numbers: numbers(content, first, name === 'main' ? study.name : name),
    opening: opening(content, first),
    sections: [
      { id: 'asked', title: 'What the study asked', blocks: [text(study.asked)] },
      dataSection(content),
      networkSection(content),
      trainingSection(content),
      {
        id: 'results',
        title: 'Results beside the study’s',
        blocks: [table(resultTable(outcome.results))],
      },
      ...outcome.comparisons.map((comparison, i) => {
        const { title } = comparison;
        const asked = study.comparisons.find((one) => one.title === title)?.text;
        const id = `comparison-${i + 1}`;
        return {
          id,
          title,
          blocks: blocks(
            asked !== undefined && text(asked),
            ...comparisonBlocks(comparison, { name: id, titles }),
          ),
        };
      }),
      ...(runs.main ? [confusionSection(study, runs.main[0])] : []),
      ...figures.map((figure, i) => ({
        id: `figure-${i + 1}`,
        title: figure.figure.title,
        blocks: figureBlocks(figure),
      })),
      reproduceSection(content),
    ],
  };
}

/** `first` is the run that the report is mainly about, `name` what it is called. */
function numbers({ runs }: StudyReportContent, first: MeasuredRun, name: string): ReportDocument['numbers'] {
  const { evaluation, summary, record } = first;
  const baseline = frequentClass(evaluation);
  const seconds = Object.values(runs)
    .flat()
    .flatMap(({ epochs }) => epochs)
    .reduce((sum, epoch) => sum + (epoch.seconds ?? 0), 0);
  return [
    {
      value: percent(evaluation.accuracy),
      what: `accuracy of ${name}, ${count(evaluation.count)} ${record.result?.split} images`,
    },
    { value: percent(baseline.accuracy), what: `for always answering ${baseline.name}` },
    { value: count(summary.total), what: 'parameters' },
    ...(seconds > 0 ? [{ value: duration(seconds), what: 'of training, all runs' }] : []),
  ];
}

function opening({ outcome, data }: StudyReportContent, { evaluation }: MeasuredRun): Block[] {
  const baseline = frequentClass(evaluation);
  return blocks(
    outcome.changes.length > 0 &&
      note(
        'This is not the whole study.',
        `${outcome.changes.join(' ')} Numbers beside the study’s are only to be compared with that in mind.`,
      ),
    outcome.runs[0].spec.data.source === DRAWN_FACES &&
      note(
        'These faces are drawn, not photographed.',
        'They teach the tools; a network trained on them knows nothing about real faces.',
      ),
    evaluation.accuracy <= baseline.accuracy &&
      note(
        'The network has learned nothing yet:',
        `it is no better than always answering ${baseline.name}. What it looks at below means nothing.`,
      ),
    data.labels === undefined && { kind: 'note', text: 'The data have no labels.' },
    soft(ABOUT_EXPRESSIONS),
  );
}

import { confusionFigure } from '../../evaluate-run';
import { strong, table, text, type Section } from '../../report/document';
import { confusionSentence } from '../../report/sentences';
import { classTable } from '../../report/tables';
import { percent } from '../../report/words';
import type { MeasuredRun } from '../measure';
import type { Study } from '../study';

/** The confusion matrix of the main run, its largest confusions, and what the study said of its own. */
export function confusionSection({ confusion: { on, top, said } }: Study, main: MeasuredRun): Section {
  const part = main.parts[on];
  const { label, evaluation } = part ?? {
    label: main.record.result?.split ?? 'held-out',
    evaluation: main.evaluation,
  };
  const named = evaluation.confusion.topConfusions
    .slice(0, top)
    .map(({ actual, predicted, share }) => `${actual} taken for ${predicted} (${percent(share)})`);
  return {
    id: 'confusions',
    title: 'Which expressions are confused',
    blocks: [
      text([strong('The study:'), ` ${said}`]),
      text(
        named.length > 0
          ? [strong('This run,'), ` on ${label} images: ${named.join(', ')}.`]
          : confusionSentence(evaluation),
      ),
      { kind: 'figure', name: 'confusion', figure: confusionFigure(evaluation, label, { theme: 'auto' }) },
      table(classTable(evaluation)),
    ],
  };
}

import { figureElement } from '../../report/figure-element';
import { html, type Markup } from '../../report/html';
import { confusionFigure } from '../../evaluate-run';
import { confusionSentence } from '../../report/sentences';
import { tableElement } from '../../report/table-element';
import { classTable } from '../../report/tables';
import { percent } from '../../report/words';
import type { MeasuredRun } from '../measure';
import type { Study } from '../study';

/** The confusion matrix of the main run, its largest confusions, and what the study said of its own. */
export function confusionSection({ confusion: { on, top, said } }: Study, main: MeasuredRun): Markup {
  const part = main.parts[on];
  const { label, evaluation } = part ?? {
    label: main.record.result?.split ?? 'held-out',
    evaluation: main.evaluation,
  };
  const named = evaluation.confusion.topConfusions.slice(0, top);
  return html`<p><b>The study:</b> ${said}</p>
    <p>
      ${named.length > 0 ? html`<b>This run,</b> on ${label} images: ${named.map(({ actual, predicted, share }) => `${actual} taken for ${predicted} (${percent(share)})`).join(', ')}.` : ''}
      ${named.length === 0 && confusionSentence(evaluation)}
    </p>
    ${figureElement(confusionFigure(evaluation, label, { theme: 'auto' }))}
    ${tableElement(classTable(evaluation))}`;
}

import type { LabelledImages } from '@fer/data';
import { modelInfo } from '@fer/models';
import { historyPlot } from '@fer/viz';
import { comparisonSection } from '../../compare/comparison-html';
import type { VariantRuns } from '../../compare/run-variants';
import { divide } from '../../divide';
import { DRAWN_FACES } from '../../drawn-faces';
import type { Environment } from '../../environment';
import { frequentClass } from '../../evaluate-run';
import { balanceFigure, sampleFigure } from '../../figures/data-figures';
import { figureElement } from '../../report/figure-element';
import { html, Markup } from '../../report/html';
import { ABOUT_EXPRESSIONS } from '../../report/notices';
import { page } from '../../report/page';
import { sectionElements } from '../../report/section-elements';
import { tableElement } from '../../report/table-element';
import { modelTable } from '../../report/tables';
import { count, duration, percent } from '../../report/words';
import type { MeasuredRuns } from '../evaluate-parts';
import type { DrawnFigure } from '../figures/draw-study-figure';
import type { StudyOutcome } from '../run-study';
import type { Study } from '../study';
import { choiceTable, runTable } from './choice-table';
import { confusionSection } from './confusion-section';
import { figureSection } from './figure-section';
import { resultTable } from './result-table';

export interface StudyReportContent {
  study: Study;
  outcome: StudyOutcome;
  runs: MeasuredRuns;
  variants: readonly VariantRuns[];
  figures: DrawnFigure[];
  data: LabelledImages;
  environment?: Environment;
}

/** The whole document of a study that was made again, as one HTML file. */
export function studyReport(content: StudyReportContent): string {
  const { study, outcome, runs, figures } = content;
  const titles = Object.fromEntries(outcome.runs.map(({ name, title }) => [name, title]));
  const main = runs.main?.[0];
  return page(
    study.title,
    html`${head(content)}
    ${sectionElements([
      { id: 'asked', title: 'What the study asked', body: askedSection(content) },
      { id: 'data', title: 'Data', body: dataSection(content) },
      { id: 'network', title: 'Network', body: networkSection(content) },
      { id: 'training', title: 'Training', body: trainingSection(content) },
      { id: 'results', title: 'Results beside the study’s', body: resultTable(outcome.results) },
      ...outcome.comparisons.map((comparison, i) => {
        const { text } = study.comparisons.find(({ title }) => title === comparison.title) ?? {};
        return {
          id: `comparison-${i + 1}`,
          title: comparison.title,
          body: html`<p>${text}</p>
            ${comparisonSection(comparison, titles)}`,
        };
      }),
      main && {
        id: 'confusions',
        title: 'Which expressions are confused',
        body: confusionSection(study, main),
      },
      ...figures.map((figure, i) => ({
        id: `figure-${i + 1}`,
        title: figure.figure.title,
        body: figureSection(figure),
      })),
      { id: 'reproduce', title: 'How to reproduce', body: reproduce(content) },
    ])}`,
  );
}

function head({ study, outcome, runs, environment, data }: StudyReportContent): Markup {
  const [name, [first]] = Object.entries(runs).find(([key]) => key === 'main') ?? Object.entries(runs)[0];
  const baseline = frequentClass(first.evaluation);
  const drawn = outcome.runs[0].spec.data.source === DRAWN_FACES;
  const learned = first.evaluation.accuracy > baseline.accuracy;
  const seconds = Object.values(runs)
    .flat()
    .flatMap(({ epochs }) => epochs)
    .reduce((sum, epoch) => sum + (epoch.seconds ?? 0), 0);
  return html`<p class="soft">Study ${study.number} of facial expression recognition, made again</p>
    <h1>${study.title}</h1>
    <p class="soft">
      ${outcome.runs.length} of ${Object.keys(study.runs).length} runs with
      ${outcome.seeds.length === 1 ? `seed ${outcome.seeds[0]}` : `seeds ${outcome.seeds.join(', ')}`}${environment?.startedAt && `, ${environment.startedAt.slice(0, 10)}`},
      ${first.record.backend} backend of TensorFlow.js ${first.record.versions.tfjs}.
    </p>
    <ul class="numbers">
      <li>
        <b>${percent(first.evaluation.accuracy)}</b>accuracy of ${name === 'main' ? study.name : name},
        ${count(first.evaluation.count)} ${first.record.result?.split} images
      </li>
      <li><b>${percent(baseline.accuracy)}</b>for always answering ${baseline.name}</li>
      <li><b>${count(first.summary.total)}</b>parameters</li>
      ${seconds > 0 && html`<li><b>${duration(seconds)}</b>of training, all runs</li>`}
    </ul>
    ${
      outcome.changes.length > 0 &&
      html`<div class="note">
        <b>This is not the whole study.</b> ${outcome.changes.join(' ')} Numbers beside the study’s are only
        to be compared with that in mind.
      </div>`
    }
    ${
      drawn &&
      html`<p class="note">
        <b>These faces are drawn, not photographed.</b> They teach the tools; a network trained on them knows
        nothing about real faces.
      </p>`
    }
    ${
      !learned &&
      html`<p class="note">
        <b>The network has learned nothing yet:</b> it is no better than always answering ${baseline.name}.
        What it looks at below means nothing.
      </p>`
    }
    ${data.labels === undefined && html`<p class="note">The data have no labels.</p>`}
    <p class="soft">${ABOUT_EXPRESSIONS}</p>`;
}

function askedSection({ study }: StudyReportContent): Markup {
  return html`<p>${study.asked}</p>`;
}

function trainingSection({ study, runs }: StudyReportContent): Markup {
  const main = runs.main?.[0];
  return html`<p>What the study states, and what is done here where it does not.</p>
    ${choiceTable(study, main ? (modelInfo(main.record.spec.model.name).choices ?? []) : [])}
    ${main && figureElement(historyPlot(main.epochs, { theme: 'auto' }))}`;
}

function dataSection({ outcome, data }: StudyReportContent): Markup {
  const { spec } = outcome.runs[0];
  const divided = divide(data, { seed: spec.seed, ...spec.data });
  const { train, validation, heldOut, heldOutName } = divided;
  return html`<p>
      ${spec.data.source}: ${count(train.shape[0])} images train, ${count(validation.shape[0])} choose the
      best
      epoch${heldOut !== validation && `, ${count(heldOut.shape[0])} (${heldOutName}) measure the result`}.
      Grey images of ${train.shape[1]} × ${train.shape[2]} pixels in ${data.classes.length} classes.
    </p>
    ${figureElement(sampleFigure(train, { seed: spec.seed, title: 'Images of the training part', theme: 'auto' }))}
    ${figureElement(balanceFigure(divided, { theme: 'auto' }))}`;
}

function networkSection({ outcome, runs }: StudyReportContent): Markup {
  const made = outcome.runs.map((run) => ({ ...run, total: runs[run.name][0].summary.total }));
  return html`${runTable(made)}
  ${made.map(({ name, title, spec }, i) => {
    const { summary, fields } = runs[name][0];
    const same = made.findIndex((other) => JSON.stringify(other.spec.model) === JSON.stringify(spec.model));
    if (same < i) return '';
    return html`<details ${name === 'main' && new Markup('open')}>
      <summary>
        Layers of ${spec.model.name}${title !== spec.model.name && ` (${title})`}: ${count(summary.total)}
        parameters, ${count(summary.trainable)} trained, ${count(summary.nonTrainable)} not
      </summary>
      ${tableElement(modelTable(summary, fields))}
    </details>`;
  })}`;
}

function reproduce({ study, outcome, environment, runs }: StudyReportContent): Markup {
  const [{ record }] = Object.values(runs)[0];
  return html`${environment?.command && html`<pre>${environment.command}</pre>`}
    <p>
      The same specs, data and seeds give the same numbers again on the same backend. SHA-256 of the data:
      <code>${record.dataHash.slice(0, 16)}…</code>. Beside this file: study.json with all numbers, a spec of
      every run in specs/ (<code>fer run</code> takes it), a run folder for every run and seed, and every
      figure in figures/.
    </p>
    <details>
      <summary>Specs of the runs of ${study.name}</summary>
      ${outcome.runs.map(({ spec }) => html`<pre>${JSON.stringify(spec, null, 2)}</pre>`)}
    </details>
    <p class="soft">
      ${Object.entries(record.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}${record.gitCommit && `, commit ${record.gitCommit.slice(0, 12)}`}.
    </p>`;
}

import type { ModelSummary } from '@fer/models';
import type { EpochRecord, Evaluation } from '@fer/train';
import type { DividedData } from '../divide';
import type { ReportFigures } from '../figures/draw-figures';
import type { RunRecord } from '../run-record';
import { DRAWN_FACES } from '../drawn-faces';
import { frequentClass } from '../evaluate-run';
import { figureElement } from './figure-element';
import { html } from './html';
import { confusionSentence, trainingSentence } from './sentences';
import { page } from './page';
import { classTable, modelTable, scoreTable } from './tables';
import { duration, percent } from './words';

export interface ReportContent {
  record: RunRecord;
  records: EpochRecord[];
  evaluation: Evaluation;
  summary: ModelSummary;
  figures: ReportFigures;
  divided: DividedData;
}

/** The illustrated study of a run as one HTML file that needs nothing else. */
export function reportHtml({
  record,
  records,
  evaluation,
  summary,
  figures,
  divided,
}: ReportContent): string {
  const { spec } = record;
  const baseline = frequentClass(evaluation);
  const seconds = records.reduce((sum, epoch) => sum + (epoch.seconds ?? 0), 0);
  const figure = (name: keyof ReportFigures) => {
    const drawing = figures[name];
    return drawing && figureElement(drawing, name);
  };
  const drawn = spec.data.source === DRAWN_FACES;
  return page(
    spec.name,
    html`
      <h1>${spec.name}</h1>
      <p class="soft">
        Trained${record.startedAt && ` on ${record.startedAt.slice(0, 10)}`} with the ${record.backend}
        backend of TensorFlow.js ${record.versions.tfjs}, seed ${spec.seed}.
      </p>
      <ul class="numbers">
        <li>
          <b>${percent(evaluation.accuracy)}</b>accuracy, ${evaluation.count.toLocaleString('en-US')}
          ${divided.heldOutName} images
        </li>
        <li><b>${percent(baseline.accuracy)}</b>for always answering ${baseline.name}</li>
        <li><b>${summary.total.toLocaleString('en-US')}</b>parameters</li>
        <li>
          <b>${records.length}</b
          >${records.length === 1 ? 'epoch' : 'epochs'}${seconds > 0 && `, ${duration(seconds)}`}
        </li>
      </ul>
      ${
        drawn &&
        html`<p class="note">
          <b>These faces are drawn, not photographed.</b> They teach the tools; a network trained on them
          knows nothing about real faces (carried over to photographs such networks stay near chance).
        </p>`
      }
      ${
        divided.heldOut === divided.validation &&
        html`<p class="note">
          This data set has no third part: the images that chose the best epoch are also those that it is
          measured on, so the accuracy is slightly flattered.
        </p>`
      }
      <p class="soft">
        An expression is not a feeling: reading what people feel from their faces is unreliable, and in many
        places regulated. This report is about how a network works.
      </p>

      ${evaluation.accuracy <= baseline.accuracy && html`<p class="note"><b>This model has learned nothing yet</b>: it is no better than always answering ${baseline.name}. What it looks at below means nothing.</p>`}

      <h2>Data</h2>
      <p>
        ${divided.train.shape[0].toLocaleString('en-US')} images train,
        ${divided.validation.shape[0].toLocaleString('en-US')} choose the best
        epoch${divided.heldOut !== divided.validation && `, ${divided.heldOut.shape[0].toLocaleString('en-US')} measure the result`}.
        ${divided.dropped && `${(divided.dropped.copies + divided.dropped.conflicting).toLocaleString('en-US')} duplicates were dropped before.`}
        ${drawn && 'No face (head and hair) stands in more than one split, and some shapes of brows, eyes and mouths are only in the test split.'}
      </p>
      ${figure('samples')} ${figure('balance')}

      <h2>Model</h2>
      <p>
        ${spec.model.name}: ${summary.total.toLocaleString('en-US')} parameters,
        ${summary.trainable.toLocaleString('en-US')} trained by gradients.
      </p>
      ${modelTable(summary)}

      <h2>Training</h2>
      <p>
        ${trainingSentence(record)} The model of epoch ${record.bestEpoch}, the best in
        ${spec.training.monitor}, is the one below.
      </p>
      ${figure('history')}

      <h2>Evaluation</h2>
      <p>${confusionSentence(evaluation)}</p>
      ${figure('confusion')} ${classTable(evaluation)} ${scoreTable(evaluation)} ${figure('reliability')}
      ${figure('topLosses')}
      ${
        figures.explanations &&
        html`<h2>What it looks at</h2>
          <p>One image of each class, chosen by the seed and not by how well they turned out.</p>
          ${figure('explanations')}`
      }
      ${
        figures.activations &&
        html`<h2>Inside one layer</h2>
          ${figure('activations')}`
      }
      ${
        figures.filters &&
        html`<h2>What the filters respond to</h2>
          <p>Gradient ascent on the input, from noise, raises the mean output of one filter at a time.</p>
          ${figure('filters')}`
      }

      <h2>How to reproduce</h2>
      ${record.command && html`<pre>${record.command}</pre>`}
      <p>
        The same spec, data and seed give the same numbers again on the same backend. SHA-256 of the data:
        <code>${record.dataHash.slice(0, 16)}…</code>
      </p>
      <pre>${JSON.stringify(spec, null, 2)}</pre>
      <p class="soft">
        ${Object.entries(record.versions)
          .map(([name, version]) => `${name} ${version}`)
          .join(', ')}${record.gitCommit && `, commit ${record.gitCommit.slice(0, 12)}`}.
        Beside this file: run.json, metrics.csv, evaluation.json, confusion.csv, the models best/ and last/,
        and every figure as SVG and PNG in figures/.
      </p>
    `,
  );
}

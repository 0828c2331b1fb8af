import { modelInfo } from '@fer/models';
import { historyPlot } from '@fer/viz';
import { divide } from '../../divide';
import { balanceFigure, sampleFigure } from '../../figures/data-figures';
import { blocks, soft, table, text, type Block, type Section } from '../../report/document';
import { modelTable } from '../../report/tables';
import { count } from '../../report/words';
import type { ExperimentSpec } from '../../spec';
import { choiceTable, runTable } from './choice-table';
import type { StudyReportContent } from './study-document';

export function dataSection({ outcome, data }: StudyReportContent): Section {
  const { spec } = outcome.runs[0];
  const divided = divide(data, { seed: spec.seed, ...spec.data });
  const { train, validation, heldOut, heldOutName } = divided;
  const measures =
    heldOut === validation ? '' : `, ${count(heldOut.shape[0])} (${heldOutName}) measure the result`;
  const look = { seed: spec.seed, title: 'Images of the training part', theme: 'auto' } as const;
  return {
    id: 'data',
    title: 'Data',
    blocks: [
      text(
        `${spec.data.source}: ${count(train.shape[0])} images train, ${count(validation.shape[0])} choose the best epoch${measures}. Grey images of ${train.shape[1]} × ${train.shape[2]} pixels in ${data.classes.length} classes.`,
      ),
      { kind: 'figure', name: 'samples', figure: sampleFigure(train, look) },
      { kind: 'figure', name: 'balance', figure: balanceFigure(divided, { theme: 'auto' }) },
    ],
  };
}

export function networkSection({ outcome, runs }: StudyReportContent): Section {
  const made = outcome.runs.map((run) => ({ ...run, ...runs[run.name][0] }));
  const networks = made.filter(({ spec }, i) => made.findIndex((other) => sameModel(other.spec, spec)) === i);
  return {
    id: 'network',
    title: 'Network',
    blocks: [
      table(runTable(made.map((run) => ({ ...run, total: run.summary.total })))),
      ...networks.map(({ name, title, spec: { model }, summary, fields }): Block => {
        const of = title === model.name ? '' : ` (${title})`;
        return {
          kind: 'details',
          title: `Layers of ${model.name}${of}: ${count(summary.total)} parameters, ${count(summary.trainable)} trained, ${count(summary.nonTrainable)} not`,
          open: name === 'main',
          blocks: [table(modelTable(summary, fields))],
        };
      }),
    ],
  };
}

function sameModel(a: ExperimentSpec, b: ExperimentSpec): boolean {
  return JSON.stringify(a.model) === JSON.stringify(b.model);
}

export function trainingSection({ study, runs }: StudyReportContent): Section {
  const main = runs.main?.[0];
  const choices = main ? (modelInfo(main.record.spec.model.name).choices ?? []) : [];
  return {
    id: 'training',
    title: 'Training',
    blocks: blocks(
      text('What the study states, and what is done here where it does not.'),
      table(choiceTable(study, choices)),
      main && { kind: 'figure', name: 'history', figure: historyPlot(main.epochs, { theme: 'auto' }) },
    ),
  };
}

export function reproduceSection({ study, outcome, environment, runs }: StudyReportContent): Section {
  const [{ record }] = Object.values(runs)[0];
  const software = Object.entries(record.versions).map(([name, version]) => `${name} ${version}`);
  if (record.gitCommit) software.push(`commit ${record.gitCommit.slice(0, 12)}`);
  return {
    id: 'reproduce',
    title: 'How to reproduce',
    blocks: blocks(
      environment?.command !== undefined && { kind: 'code', text: environment.command },
      text([
        'The same specs, data and seeds give the same numbers again on the same backend. SHA-256 of the data: ',
        { look: 'code', text: `${record.dataHash.slice(0, 16)}…` },
        '. Beside this file: study.json with all numbers, a spec of every run in specs/ (',
        { look: 'code', text: 'fer run' },
        ' takes it), a run folder for every run and seed, and every figure in figures/.',
      ]),
      {
        kind: 'details',
        title: `Specs of the runs of ${study.name}`,
        blocks: outcome.runs.map(({ spec }): Block => ({
          kind: 'code',
          text: JSON.stringify(spec, null, 2),
        })),
      },
      soft(`${software.join(', ')}.`),
    ),
  };
}

import { describe, expect, it } from 'vitest';
import { memoryRunFolder } from '../testing/memory-run-folder';
import { parseSweep } from './sweep-file';
import { differentData, sweepFigure, sweepReport } from './sweep-report';
import { seedGroups, sortResults, summaryRows, sweepCsv } from './sweep-summary';
import { trialResult, type TrialResult } from './trial-result';
import { trialsOf } from './trials';

function result(varied: Record<string, unknown>, scores: Partial<TrialResult> = {}): TrialResult {
  const id = Object.values(varied).join('');
  return { id, hash: id, name: id, varied, status: 'waiting', epochsDone: 0, epochs: 3, ...scores };
}
const finished = (varied: Record<string, unknown>, valAccuracy: number, accuracy: number) =>
  result(varied, { status: 'finished', epochsDone: 3, bestEpoch: 2, valAccuracy, accuracy, split: 'test' });

describe('the summary of a sweep', () => {
  it('puts the best on validation images first, not the best on test images, and the unfinished last', () => {
    const rows = [
      result({ seed: 1 }),
      result({ seed: 2 }, { status: 'stopped', valAccuracy: 0.9 }),
      finished({ seed: 3 }, 0.5, 0.7),
      finished({ seed: 4 }, 0.6, 0.4),
    ];
    expect(sortResults(rows).map(({ varied }) => varied.seed)).toEqual([4, 3, 1, 2]);
  });

  it('is CSV with a row a trial, quoted where it must be', () => {
    const failed = result(
      { 'model.name': 'wide4', augment: ['flip', 'shift'] },
      { status: 'failed', error: 'no "a", no b' },
    );
    expect(sweepCsv([failed, finished({ 'model.name': 'tiny' }, 0.5, 0.25)])).toBe(
      'trial,model.name,augment,status,epochsDone,epochs,bestEpoch,valAccuracy,accuracy,loss,split,seconds,error\n' +
        '"wide4flip,shift",wide4,"[""flip"",""shift""]",failed,0,3,,,,,,,"no ""a"", no b"\n' +
        'tiny,tiny,,finished,3,3,2,0.5,0.25,,test,,\n',
    );
  });

  it('is a table with short names, as long as they tell columns apart', () => {
    const varied = {
      'training.schedule.name': 'cosine',
      'training.optimizer.name': 'sgd',
      seed: 3,
      'data.seed': 4,
    };
    expect(summaryRows([finished(varied, 0.5, 0.25)])).toEqual([
      [
        'trial',
        'schedule.name',
        'optimizer.name',
        'seed',
        'data.seed',
        'status',
        'best epoch',
        'val accuracy',
        'accuracy',
      ],
      ['cosinesgd34', 'cosine', 'sgd', '3', '4', 'finished', '2/3', '50.0 %', '25.0 %'],
    ]);
  });

  it('takes together what differs only in its seed', () => {
    const [best, other, ...rest] = seedGroups([
      finished({ rate: 1, seed: 0 }, 0.2, 0.1),
      finished({ rate: 1, seed: 1 }, 0.4, 0.3),
      finished({ rate: 2, seed: 0 }, 0.9, 0.8),
      result({ rate: 2, seed: 1 }, { status: 'failed' }),
    ]);
    expect(rest).toEqual([]);
    expect(best).toMatchObject({ varied: { rate: 2 }, accuracy: { n: 1, mean: 0.8 } });
    expect(other.varied).toEqual({ rate: 1 });
    expect(other.valAccuracy.mean).toBeCloseTo(0.3, 12);
    expect(other.accuracy.deviation).toBeCloseTo(0.1 * Math.SQRT2, 12);
  });
});

describe('trials of one setting', () => {
  it('are taken together over folds, however the sweep names them', () => {
    const inOne = seedGroups([
      finished({ rate: 1, 'data.division.fold': 0 }, 0.2, 0.1),
      finished({ rate: 1, 'data.division.fold': 1 }, 0.4, 0.3),
    ]);
    expect(inOne).toMatchObject([{ varied: { rate: 1 }, accuracy: { n: 2, mean: 0.2 } }]);
    const whole = seedGroups([
      finished({ 'data.division': { folds: 2, fold: 0 }, seed: 1 }, 0.2, 0.1),
      finished({ 'data.division': { folds: 2, fold: 1 }, seed: 2 }, 0.4, 0.3),
    ]);
    expect(whole).toMatchObject([{ varied: {}, accuracy: { n: 2 } }]);
  });

  it('are none where neither seed nor fold varies', () => {
    expect(seedGroups([finished({ rate: 1 }, 0.2, 0.1), finished({ rate: 2 }, 0.4, 0.3)])).toEqual([]);
  });
});

describe('the report of a sweep', () => {
  it('links the trials that finished and says why others failed', () => {
    const report = sweepReport('<rates>', [
      finished({ rate: 1, seed: 0 }, 0.2, 0.1),
      finished({ rate: 1, seed: 1 }, 0.4, 0.3),
      finished({ rate: 2, seed: 1 }, 0.3, 0.2),
      result({ rate: 2, seed: 0 }, { status: 'failed', error: 'no such file: <x>' }),
    ]);
    expect(report).toContain('&lt;rates&gt;');
    expect(report).toContain('<b>3 of 4</b>trials finished');
    expect(report).toContain('<a href="11/report.html">11</a>');
    expect(report).not.toContain('<a href="20/report.html">');
    expect(report).toContain('20 (rate 2, seed 0): no such file: &lt;x&gt;');
    expect(report).toContain('20.0 % ± 14.1 %');
  });

  it('links no report that lies elsewhere', () => {
    const report = sweepReport('queue', [finished({ seed: 1 }, 0.2, 0.1)], { hasReport: () => false });
    expect(report).not.toContain('<a ');
  });

  it('has no figure before a trial has finished', () => {
    expect(sweepFigure([result({ seed: 1 })])).toBeUndefined();
    expect(sweepReport('early', [result({ seed: 1 })])).toContain('<b>0 of 1</b>');
  });

  it('warns where machines had different data, not where the sweep varies them', () => {
    const on = (source: string, dataHash: string) => result({ 'data.source': source }, { dataHash });
    expect(differentData([on('a', '1'), on('a', '1'), on('b', '2'), result({ 'data.source': 'a' })])).toBe(
      false,
    );
    expect(differentData([on('a', '1'), on('a', '2')])).toBe(true);
  });
});

describe('trialResult', () => {
  const trial = async () => (await trialsOf(parseSweep({ grid: { seed: [1, 2] } })))[0];
  const metrics =
    'epoch,loss,accuracy,val_loss,val_accuracy,lr,seconds\n1,1.9,0.2,1.8,0.25,0.001,2\n2,1.5,0.4,1.7,,0.001,3\n3,1.4,0.5,1.6,0.5,0.001,4\n';
  const record = { format: 'fer-run/1', classes: ['a'], epochsDone: 3, bestEpoch: 3, dataHash: 'd' };

  it('is waiting where the folder is empty', async () => {
    expect(await trialResult(await trial(), memoryRunFolder())).toMatchObject({
      status: 'waiting',
      epochsDone: 0,
    });
  });

  it('takes the validation accuracy of the epoch that was kept, and the seconds of all', async () => {
    const folder = memoryRunFolder();
    const { spec } = await trial();
    const scores = { accuracy: 0.4, loss: 1.2, split: 'test', images: 70 };
    await folder.write('run.json', JSON.stringify({ ...record, spec, status: 'finished', result: scores }));
    await folder.write('metrics.csv', metrics);
    expect(await trialResult(await trial(), folder)).toMatchObject({
      status: 'finished',
      epochsDone: 3,
      bestEpoch: 3,
      valAccuracy: 0.5,
      accuracy: 0.4,
      loss: 1.2,
      split: 'test',
      seconds: 9,
    });
  });

  it('says why it failed, also before there was a run', async () => {
    const folder = memoryRunFolder();
    await folder.write('error.txt', 'no such file: x.csv\n');
    expect(await trialResult(await trial(), folder)).toMatchObject({
      status: 'failed',
      error: 'no such file: x.csv',
    });
  });

  it('refuses the run of another spec in its folder', async () => {
    const folder = memoryRunFolder();
    const { spec } = await trial();
    await folder.write(
      'run.json',
      JSON.stringify({ ...record, spec: { ...spec, seed: 9 }, status: 'finished' }),
    );
    await expect(trialResult(await trial(), folder)).rejects.toThrow('memory holds a run of another spec');
  });
});

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel, readModelInfo } from '@fer/models';
import type { RunEvent } from './environment';
import { FIGURE_NAMES, type FigureName } from './figure-names';
import { parseSpec } from './parse-spec';
import { remakeReport } from './report/remake-report';
import { runExperiment } from './run-experiment';
import { readRunRecord } from './run-record';
import { experimentSpec } from './experiment-spec';
import { memoryRunFolder } from './testing/memory-run-folder';
import { smallSet } from './testing/small-set';

const SPLITS = Array.from({ length: 84 }, (_, i) => (i < 56 ? 'train' : i < 70 ? 'validation' : 'test'));
const spec = experimentSpec({
  name: 'a <small> run',
  source: 'bars',
  epochs: 3,
  batchSize: 14,
  learningRate: 0.01,
  preprocessing: 'standardize',
  seed: 4,
});

beforeAll(async () => {
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
});

describe('runExperiment', () => {
  it('leaves a whole run folder: record, metrics, models, evaluation, figures and report', async () => {
    const folder = memoryRunFolder();
    const events: RunEvent[] = [];
    const before = tf.memory().numTensors;
    const record = await runExperiment(spec, smallSet(84, SPLITS), folder, {
      environment: { now: () => 0, command: 'fer train', versions: { node: '20' } },
      onEvent: (event) => events.push(event),
    });
    expect(tf.memory().numTensors).toBe(before);
    expect(record).toEqual(await readRunRecord(folder));
    expect(record).toMatchObject({
      status: 'finished',
      epochsDone: 3,
      backend: 'wasm',
      spec,
      result: { split: 'test', images: 14, baseline: { accuracy: 1 / 7 } },
    });
    expect(record.dataHash).toMatch(/^[0-9a-f]{64}$/);

    expect(events[0]).toEqual({ type: 'data', train: 56, validation: 14, heldOut: 14, heldOutName: 'test' });
    const epochs = events.filter((event) => event.type === 'epoch');
    expect(epochs).toHaveLength(3);
    for (const { confusion, record: epoch } of epochs) {
      expect(confusion!.flat().reduce((sum, count) => sum + count)).toBe(14);
      expect(confusion!.reduce((sum, row, k) => sum + row[k], 0) / 14).toBe(epoch.val_accuracy);
    }
    const metrics = folder.text('metrics.csv').trim().split('\n');
    expect(metrics[0]).toBe(
      'epoch,loss,accuracy,val_loss,val_accuracy,lr,seconds,val_balanced_accuracy,val_macro_f1',
    );
    expect(metrics).toHaveLength(4);

    const evaluation = JSON.parse(folder.text('evaluation.json')) as { accuracy: number; split: string };
    expect(evaluation).toMatchObject({ split: 'test', accuracy: record.result?.accuracy });
    expect(folder.text('confusion.csv').split('\n')[0]).toBe(
      'actual,angry,disgust,fear,happy,sad,surprise,neutral',
    );

    const report = folder.text('report.html');
    // All bars are told apart, so no pair is confused; bars are no faces.
    const without: FigureName[] = ['confusedPairs', 'faceReading'];
    for (const name of FIGURE_NAMES.filter((each) => !without.includes(each))) {
      expect(folder.text(`figures/${name}.svg`)).toMatch(/^<svg/);
      expect(folder.text(`figures/${name}.svg`)).not.toContain('light-dark(');
      expect(report).toMatch(new RegExp(`<figure id="figure-${name}" style="--width: \\d+px"><svg`));
    }
    expect(report).toContain('84 images in all; every class has as many.');
    expect(report).toMatch(/By deletion \d of 6 methods do better than a random map/);
    expect(report.match(/data-epoch="\d"/g)).toEqual([1, 2, 3].map((epoch) => `data-epoch="${epoch}"`));
    expect(report).toContain('<title>a &lt;small&gt; run</title>');
    expect(report).not.toMatch(/drawn, not photographed/);

    for (const place of ['best', 'last']) {
      const model = await loadModel(folder.store(place));
      expect(readModelInfo(model)).toMatchObject({
        preprocessing: { kind: 'standardize' },
        classes: record.classes,
      });
      model.dispose();
    }
  });

  it('learns the bars, and gives the same numbers again for the same spec and data', async () => {
    const run = async () => {
      const folder = memoryRunFolder();
      const record = await runExperiment(
        { ...spec, training: { ...spec.training, epochs: 8 } },
        smallSet(84, SPLITS),
        folder,
      );
      return {
        metrics: folder.text('metrics.csv'),
        report: folder.text('report.html'),
        accuracy: record.result?.accuracy,
      };
    };
    const first = await run();
    expect(first.accuracy).toBeGreaterThan(0.9);
    expect(await run()).toEqual(first);
  });

  it('remakes the report from the folder alone, in Markdown too, and refuses other data', async () => {
    const folder = memoryRunFolder();
    const data = smallSet(84, SPLITS);
    const few = { ...spec, figures: ['history' as const], training: { ...spec.training, epochs: 2 } };
    await runExperiment(few, data, folder);
    const before = new Map(folder.files);
    const to = memoryRunFolder();
    await remakeReport(folder, data, {
      to,
      markdown: true,
      figures: ['history', 'balance', 'learning'],
    });
    expect(folder.files).toEqual(before);
    expect([...to.files.keys()].toSorted()).toEqual([
      'figures/balance.svg',
      'figures/history.svg',
      'report.html',
      'report.md',
    ]);
    const markdown = to.text('report.md');
    expect(markdown).toMatch(/^# a \\<small\\> run\n/);
    expect(markdown).toContain('![Training history](figures/history.svg)');
    expect(markdown).toContain(
      '| Layer | Type | Output | Sees | Parameters |\n| --- | --- | --- | --- | --: |',
    );
    expect(to.text('report.html')).not.toContain('class="film"');
    await remakeReport(folder, data, { figures: ['history'] });
    expect(folder.text('report.html')).toBe(new TextDecoder().decode(before.get('report.html')));

    const other = { ...data, images: data.images.slice() };
    other.images[0] ^= 1;
    await expect(remakeReport(folder, other, { to })).rejects.toThrow(
      /^these are not the data that the run in memory was trained on \(expected those of bars with SHA-256 [0-9a-f]{16}…\)/,
    );
    await expect(remakeReport(memoryRunFolder(), data)).rejects.toThrow('no run in memory');
  });

  it('draws PNGs where the platform can, and says that drawn faces are drawn', async () => {
    const folder = memoryRunFolder();
    await runExperiment(experimentSpec({ epochs: 1 }), smallSet(84, SPLITS), folder, {
      environment: { toPng: () => Uint8Array.of(1, 2) },
    });
    expect(folder.files.get('figures/history.png')).toEqual(Uint8Array.of(1, 2));
    expect(folder.text('report.html')).toMatch(/drawn, not photographed/);
  });

  it('draws what is wanted, and of a dense net what it has', async () => {
    const folder = memoryRunFolder();
    const dense = parseSpec({
      data: { source: 'bars' },
      model: { name: 'dense', widths: [8] },
      training: { epochs: 1 },
      figures: ['history', 'explanations', 'activations', 'filters'],
    });
    await runExperiment(dense, smallSet(84, SPLITS), folder);
    const drawn = [...folder.files.keys()].filter((path) => path.startsWith('figures/'));
    expect(drawn.toSorted()).toEqual(['figures/explanations.svg', 'figures/history.svg']);
    expect(folder.text('figures/explanations.svg')).not.toContain('Grad-CAM');
    const report = folder.text('report.html');
    expect(report).toContain('What it looks at');
    expect(report).not.toContain('What the filters respond to');
  });

  it('says in the report that images which chose the epoch also measured it, where there is no third part', async () => {
    const folder = memoryRunFolder();
    await runExperiment(experimentSpec({ source: 'bars', epochs: 1 }), smallSet(70), folder);
    expect(folder.text('report.html')).toContain('slightly flattered');
  });

  it('keeps the finished epochs when stopped, and says that it was', async () => {
    const folder = memoryRunFolder();
    const controller = new AbortController();
    const running = runExperiment(
      { ...spec, training: { ...spec.training, epochs: 50 } },
      smallSet(84, SPLITS),
      folder,
      {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type === 'progress' && event.progress.epoch === 3) controller.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readRunRecord(folder)).toMatchObject({ status: 'stopped', epochsDone: 2 });
    expect(folder.text('metrics.csv').trim().split('\n')).toHaveLength(3);
    (await loadModel(folder.store('last'))).dispose();
  });

  it('says that it was stopped also while it draws, with the result that it had', async () => {
    const folder = memoryRunFolder();
    const controller = new AbortController();
    const running = runExperiment(
      { ...spec, training: { ...spec.training, epochs: 1 } },
      smallSet(84, SPLITS),
      folder,
      {
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type === 'step' && event.name === 'maximising filters') controller.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readRunRecord(folder)).toMatchObject({
      status: 'stopped',
      epochsDone: 1,
      result: { images: 14 },
    });
  });

  it('says that it failed where it did', async () => {
    const folder = memoryRunFolder();
    const toPng = () => {
      throw new Error('no pencil');
    };
    await expect(
      runExperiment(experimentSpec({ epochs: 1 }), smallSet(84, SPLITS), folder, { environment: { toPng } }),
    ).rejects.toThrow('no pencil');
    expect((await readRunRecord(folder)).status).toBe('failed');
  });

  it('reports the disk that is full, not the record that could not be written', async () => {
    const folder = memoryRunFolder();
    const write = folder.write.bind(folder);
    folder.write = (path, content) => {
      if (path === 'metrics.csv' || folder.files.has('run.json')) throw new Error('disk full');
      return write(path, content);
    };
    const before = tf.memory().numTensors;
    await expect(runExperiment(spec, smallSet(84, SPLITS), folder)).rejects.toThrow('disk full');
    expect(tf.memory().numTensors).toBe(before);
  });
});

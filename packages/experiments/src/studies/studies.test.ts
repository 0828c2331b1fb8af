import { createModel, matchWidths, modelInfo, summarize } from '@fer/models';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseSpec } from '../parse-spec';
import { drawStudyFigure } from './figures/draw-study-figure';
import { scaleStudy, studySpecs } from './scale-study';
import { studies, study } from './studies';
import { FER_TRAINING_ROWS } from './study';
import { smallSet } from '../testing/small-set';

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.values(studies))('study $number, $name', (one) => {
  test('is plain JSON whose runs are whole specs', () => {
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    for (const { spec } of studySpecs(one, { source: 'fer2013.csv' })) expect(parseSpec(spec)).toEqual(spec);
  });

  test('names only runs, classes and convolutions that there are', () => {
    const runs = Object.keys(one.runs);
    for (const { runs: compared } of one.comparisons) expect(runs).toEqual(expect.arrayContaining(compared));
    for (const { measure } of one.reported) if (measure) expect(runs).toContain(measure.run);
    for (const figure of one.figures) if ('run' in figure) expect(runs).toContain(figure.run);
  });

  test('has the numbers of parameters that it reports', () => {
    const unlike = ['the study counts'];
    for (const { value, measure, remark = '' } of one.reported) {
      if (measure?.of !== 'parameters' || unlike.some((start) => remark.startsWith(start))) continue;
      const { name } = one.runs[measure.run].spec.model ?? {};
      expect(modelInfo(name!).parameters.total).toBe(value);
    }
  });
});

test('the matched twins have the widths that matchWidths finds', () => {
  const widths = (name: string) => study(name).runs.matched.spec.model?.widths;
  expect(widths('deep8')).toEqual(matchWidths(21_100_035, { depth: 2 }).widths);
  expect(widths('compact4')).toEqual(matchWidths(400_583, { widths: [112, 112, 112, 128, 64, 64] }).widths);
  const twin = createModel('dense', { widths: widths('compact4') });
  expect(summarize(twin).total).toBe(400_580);
  twin.dispose();
});

test('a study is found by name and by number', () => {
  expect(study('leaky4').number).toBe(3);
  expect(study('study3')).toBe(study('3'));
  expect(() => study('leaky5')).toThrow(
    'unknown study: leaky5 (expected one of wide4, deep8, leaky4, zeropad5, compact4)',
  );
});

/** Images of one pixel, in the splits of FER2013. */
function fer2013Rows() {
  const n = FER_TRAINING_ROWS + 20;
  const splits = Array.from({ length: n }, (_, i) =>
    i < FER_TRAINING_ROWS ? 'Training' : i % 2 ? 'PublicTest' : 'PrivateTest',
  );
  const labels = Uint8Array.from({ length: n }, (_, i) => i % 7);
  const classes = smallSet(7).classes;
  return {
    images: new Uint8Array(n),
    shape: [n, 1, 1, 1] as [number, number, number, number],
    labels,
    classes,
    splits,
  };
}

test('on FER2013 a study is made as it says: 800 updates of the last 23,709 rows, 179 of four fifths', () => {
  const data = fer2013Rows();
  const wide = scaleStudy(study('wide4'), data, { source: 'fer2013.csv' });
  expect(wide.changes).toEqual([]);
  expect(wide.runs[0].spec.data.division).toEqual({ validation: 'last', count: 5000 });
  expect(wide.runs[0].spec.training.stepsPerEpoch).toBe(800);
  const deep = scaleStudy(study('deep8'), data, { source: 'fer2013.csv' });
  expect(deep.changes).toEqual([]);
  expect(deep.runs[0].spec.training.stepsPerEpoch).toBe(179);
});

test('on fewer rows counts of rows and updates keep their share, and everything that is other is said', () => {
  const splits = Array.from({ length: 140 }, (_, i) => (i < 100 ? 'train' : 'test'));
  const { runs, changes } = scaleStudy(study('wide4'), smallSet(140, splits), {
    source: 'bars',
    epochs: 2,
    limit: 50,
    only: ['main', 'dropout-off'],
  });
  const [{ spec }] = runs;
  expect(spec.training).toMatchObject({ epochs: 2, stepsPerEpoch: 2 });
  expect(spec.data).toMatchObject({ limit: 50, division: { validation: 'last', count: 17 } });
  expect(changes.join(' ')).toBe(
    'The data are bars with 100 training images, not FER2013 with 28,709. At most 2 epochs instead of 120. At most 50 images of each part. The last 17 training rows validate instead of 5,000. 2 updates an epoch instead of 800: as many passes over fewer images. Runs that were not made: norm-on, norm-off, augment-off.',
  );
  const small = scaleStudy(study('deep8'), smallSet(140, splits), {
    source: 'bars',
    limit: 50,
    only: ['main'],
  });
  expect(small.changes).toContain('1 update an epoch instead of 179: as many passes over fewer images.');
  expect(() => scaleStudy(study('wide4'), smallSet(7), { source: 'bars', only: ['dropout'] })).toThrow(
    'unknown run of wide4: dropout (expected of main, norm-on, norm-off, augment-off, dropout-off)',
  );
});

test('LIME is drawn for one face of each class, with its kept superpixels and label / predicted', async () => {
  const data = smallSet(21);
  const model = createModel('tiny', { seed: 1, inputShape: data.shape.slice(1) as [number, number, number] });
  const before = tf.memory().numTensors;
  const { pictures, remarks } = await drawStudyFigure(
    { kind: 'lime', title: 'LIME', run: 'main', faces: { perClass: 1 }, samples: 8, kept: 2 },
    '3-lime',
    { model, data, heldOut: data, seed: 4, ascentSteps: 1 },
  );
  expect(tf.memory().numTensors).toBe(before);
  expect(pictures.map(({ name }) => name)).toEqual(['3-lime']);
  expect(remarks).toEqual([]);
  const [{ figure }] = pictures;
  for (const [k, name] of data.classes.entries())
    expect(figure.svg).toMatch(new RegExp(`>${name} / |>${k} / `));
  expect(figure.svg.match(/>R² /g)).toHaveLength(7);
  expect(figure.svg.match(/<image/g)).toHaveLength(14);
  model.dispose();
});

test.each([
  ['noise', 7],
  ['face', 8],
] as const)(
  'what raises each class is painted from %s, with the score that it reached',
  async (from, pictures) => {
    const data = smallSet(21);
    const model = createModel('tiny', {
      seed: 1,
      inputShape: data.shape.slice(1) as [number, number, number],
    });
    const before = tf.memory().numTensors;
    const drawn = await drawStudyFigure(
      { kind: 'classes', title: 'Classes', run: 'main', from },
      '1-classes',
      { model, data, heldOut: data, seed: 4, ascentSteps: 2 },
    );
    expect(tf.memory().numTensors).toBe(before);
    expect(drawn.remarks).toEqual([]);
    const [{ figure }] = drawn.pictures;
    expect(figure.svg.match(/<image/g)).toHaveLength(pictures);
    expect(figure.svg.match(/>score 0\.\d{3}</g)).toHaveLength(7);
    expect(figure.svg.includes('>the face<')).toBe(from === 'face');
    model.dispose();
  },
);

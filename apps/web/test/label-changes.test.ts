import type { LabelledImages } from '@fer/data';
import { expect, test } from 'vitest';
import { applyChanges, type LabelChange } from '../src/library/apply-changes';
import { chooseImages } from '../src/views/data/choose-images';
import { changesCsv, changesJson } from '../src/views/mistakes/export-changes';

const set: LabelledImages = {
  images: Uint8Array.of(10, 20, 30, 40),
  shape: [4, 1, 1, 1],
  labels: Uint8Array.of(0, 1, 0, 1),
  splits: ['train', 'train', 'test', 'test'],
  classes: ['happy', 'sad'],
};
const changes: LabelChange[] = [
  { index: 0, id: 'a "first", one', split: 'train', label: 'happy', newLabel: 'sad' },
  { index: 2, id: 'row 2', label: 'happy', predicted: 'sad', confidence: 0.75, model: 'run:1' },
];

test('changes give images another label and drop images; the set itself stays as it was', () => {
  const mended = applyChanges(set, changes);
  expect([...mended.images]).toEqual([10, 20, 40]);
  expect([...mended.labels!]).toEqual([1, 1, 1]);
  expect(mended.splits).toEqual(['train', 'train', 'test']);
  expect(mended.ids).toEqual(['row 0', 'row 1', 'row 3']);
  expect([...set.labels!]).toEqual([0, 1, 0, 1]);
});

test('an image with votes that gets another label has all votes for that one', () => {
  const { labels: _, ...unlabelled } = set;
  const labelWeights = Float32Array.of(0.8, 0.2, 0.1, 0.9, 0.7, 0.3, 0.4, 0.6);
  const mended = applyChanges({ ...unlabelled, labelWeights }, changes);
  expect([...mended.labels!]).toEqual([1, 1, 1]);
  expect([...mended.labelWeights!]).toEqual([0, 1, ...labelWeights.slice(2, 4), ...labelWeights.slice(6)]);
});

test('a label that is no class of the set is refused', () => {
  expect(() => applyChanges(set, [{ ...changes[0], newLabel: 'hungry' }])).toThrow(
    'unknown class: hungry (expected one of happy, sad)',
  );
});

test('the list of changes is CSV with quotes where they are needed, and JSON that names the set', () => {
  expect(changesCsv(changes)).toBe(
    [
      'index,id,split,label,change,new_label,predicted,confidence,model',
      '0,"a ""first"", one",train,happy,relabel,sad,,,',
      '2,row 2,,happy,drop,,sad,0.75,run:1',
      '',
    ].join('\n'),
  );
  const { data, changes: rows } = JSON.parse(changesJson(changes, { id: 'x', name: 'faces.csv' })) as {
    data: object;
    changes: { new_label: string }[];
  };
  expect(data).toEqual({ id: 'x', name: 'faces.csv' });
  expect(rows.map((row) => row.new_label)).toEqual(['sad', '']);
});

test('images are chosen by class, part, answer and whether it is right', () => {
  const columns = { count: 4, labels: set.labels, partOf: Uint16Array.of(0, 0, 1, 1) };
  const prediction = { rows: Uint32Array.of(1, 2, 3), predicted: Uint8Array.of(1, 1, 0) };
  expect(chooseImages(columns, {})).toEqual([0, 1, 2, 3]);
  expect(chooseImages(columns, { label: 1, part: 1 })).toEqual([3]);
  expect(chooseImages(columns, { answer: 1 }, prediction)).toEqual([1, 2]);
  expect(chooseImages(columns, { verdict: 'wrong' }, prediction)).toEqual([2, 3]);
  expect(chooseImages(columns, { verdict: 'right', part: 0 }, prediction)).toEqual([1]);
  expect(chooseImages(columns, { verdict: 'right' })).toEqual([]);
});

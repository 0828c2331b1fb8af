import { expect, it } from 'vitest';
import { auditDataset, type LabelledImages } from '@fer/data';
import { scores, type LabelledPrediction } from '@fer/train';
import { smallSet } from '../testing/small-set';
import { auditFigure } from './audit-figure';
import { auditFigures } from './audit-figures';
import { confusedPairsFigure } from './confused-pairs';

const draw = (ds: LabelledImages) => auditFigures(ds, auditDataset(ds), { name: 'bars', seed: 1 });
const texts = ({ svg }: { svg: string }) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
const sheets = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'].map(
  (name, k) => `samples-${k}-${name}`,
);

/** Bars whose row 69 is row 0 again, of another class and in another split. */
function withCopy(): LabelledImages {
  const ds = smallSet(
    70,
    Array.from({ length: 70 }, (_, i) => (i < 60 ? 'train' : 'test')),
  );
  ds.images.copyWithin(69 * 256, 0, 256);
  return ds;
}

it('draws balance, means, samples of each class, and the duplicates with their labels and splits', () => {
  const figures = draw(withCopy());
  expect(Object.keys(figures)).toEqual(
    expect.arrayContaining([
      'samples',
      'balance',
      'mean-images',
      ...sheets,
      'duplicates',
      'conflicting-labels',
    ]),
  );
  for (const { svg, width, height } of Object.values(figures)) {
    expect(svg).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
    expect(Math.min(width, height)).toBeGreaterThan(0);
  }
  expect(texts(figures.duplicates)).toEqual(
    expect.arrayContaining([
      '1: 2 images, 2 labels, 2 splits',
      '1 group.',
      'angry',
      'row 0',
      'train',
      'neutral',
      'row 69',
      'test',
    ]),
  );
  expect(texts(figures['mean-images'])).toContain('10 images');
});

it('shows in a report what deserves the first look: copies under different labels, or nothing', () => {
  const ds = withCopy();
  const figure = auditFigure(ds, auditDataset(ds), {});
  expect(texts(figure!)).toEqual(
    expect.arrayContaining(['The same image under different', 'labels', 'row 69']),
  );
  expect(auditFigure(smallSet(7), auditDataset(smallSet(7)), {})).toBeUndefined();
});

it('shows images of the largest confusions, with how sure the model is of the wrong class', () => {
  const ds = {
    ...smallSet(6),
    classes: ['up', 'down'],
    labels: Uint8Array.of(0, 0, 0, 1, 1, 1),
    ids: [...'abcdef'],
  };
  const probabilities = Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.1, 0.9, 0.4, 0.6, 0.7, 0.3, 0.2, 0.8);
  const prediction = (given: Float32Array): LabelledPrediction => ({
    probabilities: given,
    shape: [6, 2],
    labels: Uint16Array.from(ds.labels),
    predicted: Uint16Array.from({ length: 6 }, (_, i) => Number(given[2 * i + 1] > given[2 * i])),
    losses: new Float32Array(6),
    classes: ds.classes,
  });
  const draw = (given: Float32Array) =>
    confusedPairsFigure(ds, scores(given, ds.labels, ds.classes), prediction(given), { seed: 1 });
  expect(texts(draw(probabilities)!)).toEqual(
    expect.arrayContaining([
      'up taken for down: 2 of 3 (66.7 %)',
      'b',
      '80.0 %',
      'c',
      '90.0 %',
      'e',
      '70.0 %',
    ]),
  );
  expect(draw(Float32Array.of(1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1))).toBeUndefined();
});

it('draws the same for the same seed', () => {
  expect(draw(withCopy())).toEqual(draw(withCopy()));
});

it('draws no duplicates where there are none, and no classes without labels', () => {
  expect(Object.keys(draw(smallSet(70)))).not.toContain('duplicates');
  const { images, shape, classes } = withCopy();
  expect(
    Object.keys(draw({ images, shape, classes })).filter((name) => /balance|mean|samples-/.test(name)),
  ).toEqual([]);
  expect(texts(draw({ images, shape, classes }).duplicates)).toEqual(
    expect.arrayContaining(['row 0', 'row 69']),
  );
});

it('takes many splits, impossible labels, empty classes and names that no file can have', () => {
  const ds = smallSet(
    70,
    Array.from({ length: 70 }, (_, i) => `fold ${i % 10}`),
  );
  ds.labels = ds.labels!.map((label) => (label === 3 ? 200 : label));
  ds.classes = ['a/b', '../c', 'd e', 'f', 'g', 'h', 'i'];
  const figures = draw(ds);
  expect(Object.keys(figures)).toEqual(expect.arrayContaining(['samples-0-a-b', 'samples-1--c']));
  expect(Object.keys(figures)).not.toContain('samples-3-f');
  expect(texts(figures.balance)).toContain('a/b');
});

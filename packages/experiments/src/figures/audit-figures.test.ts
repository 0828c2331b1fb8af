import { expect, it } from 'vitest';
import { auditDataset, type LabelledImages } from '@fer/data';
import { smallSet } from '../testing/small-set';
import { auditFigures } from './audit-figures';

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

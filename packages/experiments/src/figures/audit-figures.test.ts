import { describe, expect, it } from 'vitest';
import { auditDataset, type LabelledImages } from '@fer/data';
import type { Evaluation, LabelledPrediction } from '@fer/train';
import { mapsOfEpoch, readEpochMaps, writeEpochMaps, type EpochMaps } from '../learning/epoch-maps';
import { epochMapsFigure } from '../learning/epoch-maps-figure';
import { learningFilm } from '../learning/learning-film';
import type { RunFolder } from '../run-folder';
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
  const classes = ['up', 'down'];
  const labels = Uint8Array.of(0, 0, 0, 1, 1, 1);
  const ds = { ...smallSet(6), classes, labels, ids: [...'abcdef'] };
  const prediction = {
    probabilities: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.1, 0.9, 0.4, 0.6, 0.7, 0.3, 0.2, 0.8),
    labels: Uint16Array.from(labels),
    predicted: Uint16Array.of(0, 1, 1, 1, 0, 1),
    classes,
  } as LabelledPrediction;
  const draw = (topConfusions: Evaluation['confusion']['topConfusions']) =>
    confusedPairsFigure(ds, { confusion: { topConfusions } } as Evaluation, prediction, { seed: 1 });
  const figure = draw([
    { actual: 'up', predicted: 'down', count: 2, share: 2 / 3 },
    { actual: 'down', predicted: 'up', count: 1, share: 1 / 3 },
  ]);
  expect(texts(figure!)).toEqual(
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
  expect(draw([])).toBeUndefined();
});

describe('the film of learning', () => {
  const faces = { ...smallSet(2), ids: ['a', 'b'] };
  const kept = (epoch: number, ids = faces.ids): EpochMaps => ({
    epoch,
    ids,
    predicted: [0, 3],
    probability: [0.5, 0.25],
    shape: [2, 16, 16],
    maps: Uint8Array.from({ length: 512 }, (_, i) => (i * epoch) % 256),
    largest: [1, 2],
  });
  const filesOf = (): RunFolder => {
    const files = new Map<string, Uint8Array>();
    return {
      name: 'memory',
      read: async (path) => files.get(path),
      write: async (path, content) => void files.set(path, new TextEncoder().encode(content as string)),
      store: () => {
        throw new Error('no models here');
      },
    };
  };

  it('keeps maps as they are, and has none of other faces', async () => {
    const folder = filesOf();
    await writeEpochMaps(folder, kept(7));
    expect(await mapsOfEpoch(folder, 7)).toEqual(kept(7));
    expect(await mapsOfEpoch(folder, 8)).toBeUndefined();
    expect(await learningFilm(folder, faces, [8, 9])).toBeUndefined();
    expect(await learningFilm(folder, { ...faces, ids: ['a', 'c'] }, [7])).toBeUndefined();
    expect(() => epochMapsFigure(kept(7), { ...faces, ids: ['a', 'c'] })).toThrow(
      'maps of a, b are not of these faces (expected those of one run)',
    );
  });

  it('can be shown while it grows, frame by frame', async () => {
    const folder = filesOf();
    expect(await readEpochMaps(folder)).toEqual([]);
    await writeEpochMaps(folder, kept(1));
    await writeEpochMaps(folder, kept(2));
    const frames = await readEpochMaps(folder);
    expect(frames).toEqual([kept(1), kept(2)]);
    expect(await readEpochMaps(folder, { from: frames.length + 1 })).toEqual([]);
    await writeEpochMaps(folder, kept(3));
    frames.push(...(await readEpochMaps(folder, { from: frames.length + 1 })));
    const film = (await learningFilm(folder, faces, [1, 2, 3]))!;
    expect(film.frames.map(({ figure }) => figure)).toEqual(
      frames.map((maps) => epochMapsFigure(maps, faces)),
    );
  });

  it('shows some of many epochs, the first and the last among them, and says what was right', async () => {
    const folder = filesOf();
    const epochs = Array.from({ length: 70 }, (_, i) => i + 1);
    for (const epoch of epochs) await writeEpochMaps(folder, kept(epoch));
    const { frames, strip } = (await learningFilm(folder, faces, epochs))!;
    const shown = frames.map(({ epoch }) => epoch);
    expect(new Set(shown).size).toBe(30);
    expect([shown[0], shown.at(-1)]).toEqual([1, 70]);
    expect(texts(frames[0].figure)).toEqual([
      'After epoch 1',
      'angry 50.0 %',
      'correct',
      'happy 25.0 %',
      'wrong',
    ]);
    expect(texts(strip)).toEqual(expect.arrayContaining(['The faces', 'After epoch 1', 'After epoch 70']));
  });
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

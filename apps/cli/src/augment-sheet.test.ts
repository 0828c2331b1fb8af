import { augmentationFrom, type LabelledImages } from '@fer/data';
import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { parseAugment } from './augment-option';
import { augmentSheet } from './augment-sheet';

const ds: LabelledImages = {
  images: Uint8Array.from({ length: 6 * 64 }, (_, i) => (i * 7) % 256),
  shape: [6, 8, 8, 1],
  labels: Uint8Array.of(0, 1, 2, 0, 1, 2),
  classes: ['glad', 'sorry', 'calm'],
};
const sheet = (text: string, set = ds, seed = 0) =>
  augmentSheet(set, augmentationFrom(parseAugment(text)), { seed }).svg;

describe('augmentSheet', () => {
  it('shows an original of each class and eight draws beside it, the same for the same seed', () => {
    const svg = sheet('shift,flip');
    expect(svg.match(/<image/g)).toHaveLength(3 * 9);
    for (const name of ds.classes) expect(svg.split(`>${name}<`)).toHaveLength(2);
    expect(svg).toContain('8 draws of shift, flip');
    expect(sheet('shift,flip')).toBe(svg);
    expect(sheet('shift,flip', ds, 1)).not.toBe(svg);
  });

  it('names the shares of mixed images, frames smaller ones, and does without labels', () => {
    expect(sheet('mixup')).toMatch(/>(glad|sorry|calm) \d+ %</);
    expect(sheet('[{"name":"randomCrop","size":5}]').match(/<image/g)).toHaveLength(27);
    const { labels: _, ...unlabelled } = ds;
    expect(sheet('flip', unlabelled).match(/<image/g)).toHaveLength(27);
  });
});

describe('parseAugment', () => {
  it('reads names and JSON', () => {
    expect(parseAugment(' shift, flip ')).toEqual(['shift', 'flip']);
    expect(parseAugment('[{"name":"shift","x":0.2},"flip"]')).toEqual([{ name: 'shift', x: 0.2 }, 'flip']);
    expect(parseAugment('{"name":"flip"}')).toEqual([{ name: 'flip' }]);
    expect(() => parseAugment('[{"name":')).toThrow(InvalidArgumentError);
  });
});

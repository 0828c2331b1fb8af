import type { Augmentation } from './augmentation';
import { checkOption, checkProbability, happens } from './check-option';
import { augmentationOf } from './compose';
import { exp, log } from './portable-math';

export interface RandomErasingOptions {
  /** How often it acts, 0..1. Default 0.5. */
  probability?: number;
  /** Least and most share of the image that is erased, 0..1. Default [0.02, 0.33]. */
  area?: readonly [least: number, most: number];
  /** Least and most height over width. Default [0.3, 3.3]. */
  aspect?: readonly [least: number, most: number];
  /** What stands in the rectangle: a grey 0..1, or `'noise'` for a draw a value. Default 0. */
  fill?: number | 'noise';
}

const ATTEMPTS = 10;

/**
 * Overwrites a random rectangle (Zhong et al. 2017, arXiv:1708.04896). Area even in its range, aspect even in its
 * logarithm, defaults as torchvision has them. After ten rectangles that do not fit the image is left alone.
 *
 * Errors: shares outside 0..1, aspects not above 0, ranges that end before they begin.
 *
 * ```ts
 * const augment = compose(shift(), flip(), randomErasing({ fill: 'noise' }));
 * ```
 */
export function randomErasing({
  probability = 0.5,
  area = [0.02, 0.33],
  aspect = [0.3, 3.3],
  fill = 0,
}: RandomErasingOptions = {}): Augmentation {
  checkProbability('randomErasing', probability);
  checkPair('area', area, { least: 0, most: 1 });
  checkPair('aspect', aspect, { above: 0 });
  if (fill !== 'noise') checkOption('randomErasing', { fill }, { least: 0, most: 1 });
  const [low, high] = aspect.map(log);
  const between = (random: () => number, least: number, most: number) => least + random() * (most - least);
  return augmentationOf([
    {
      kind: 'image',
      spec: { name: 'randomErasing', probability, area: [...area], aspect: [...aspect], fill },
      apply: (image, [h, w, c], random) => {
        if (!happens(random, probability)) return;
        for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
          const pixels = between(random, area[0], area[1]) * h * w;
          const ratio = exp(between(random, low, high));
          const height = Math.round(Math.sqrt(pixels * ratio));
          const width = Math.round(Math.sqrt(pixels / ratio));
          if (height > h || width > w) continue;
          const top = Math.floor(random() * (h - height + 1));
          const left = Math.floor(random() * (w - width + 1));
          for (let y = top; y < top + height; y++)
            for (let i = (y * w + left) * c; i < (y * w + left + width) * c; i++)
              image[i] = fill === 'noise' ? random() : fill;
          return;
        }
      },
    },
  ]);
}

function checkPair(
  name: string,
  pair: readonly number[],
  range: { least?: number; most?: number; above?: number },
): void {
  if (!(Array.isArray as (value: unknown) => boolean)(pair) || pair.length !== 2)
    throw new RangeError(`invalid ${name} of randomErasing: ${String(pair)} (expected [least, most])`);
  const [least, most] = pair;
  checkOption('randomErasing', { [name]: least }, range);
  checkOption('randomErasing', { [name]: most }, { ...range, least });
}

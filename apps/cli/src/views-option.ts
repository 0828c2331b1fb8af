import { InvalidArgumentError, Option } from 'commander';
import type { TestTimeViews } from '@fer/train';
import { UsageError } from './errors';

const CROPS = { 'ten-crop': 'tenCrop', 'five-crop': 'fiveCrop', 'center-crop': 'centerCrop' } as const;

/** What `--views` says: crops without a size take the one that fits the images. */
export type ViewsChoice = 'none' | 'flip' | { crop: (typeof CROPS)[keyof typeof CROPS]; size?: number };

export const viewsOption = () =>
  new Option(
    '--views <views>',
    'average over views of each image: flip, ten-crop, five-crop, center-crop (of 44 of 48 pixels, or as in ten-crop:40), none (default: those of the run)',
  ).argParser(parseViews);

export function parseViews(text: string): ViewsChoice {
  if (text === 'none' || text === 'flip') return text;
  const [, name = '', size] = /^([a-z-]+)(?::([1-9]\d*))?$/.exec(text) ?? [];
  if (!Object.hasOwn(CROPS, name)) {
    throw new InvalidArgumentError(
      'expected none, flip, ten-crop, five-crop or center-crop, the crops also with their pixels: ten-crop:40.',
    );
  }
  return { crop: CROPS[name as keyof typeof CROPS], ...(size && { size: Number(size) }) };
}

/**
 * The views that a choice means for images of a size and a model's input `[h, w]`: a crop without a size is as large as the
 * input where that is smaller than the images, else 44/48 of them, as studies of FER2013 crop.
 */
export function viewsFor(
  choice: ViewsChoice,
  image: readonly [h: number, w: number],
  input: readonly (number | null)[],
): TestTimeViews | undefined {
  if (choice === 'none') return undefined;
  if (choice === 'flip') return choice;
  const side = Math.min(...image);
  if (choice.size !== undefined && choice.size > side) {
    throw new UsageError(`invalid size of --views: ${choice.size} (expected 1..${side}, as the images are)`);
  }
  const wanted = Math.min(...input.map((length) => length ?? side));
  return { size: wanted < side ? wanted : Math.round((side * 44) / 48), ...choice };
}

/** Views in words: `ten crops of 44 x 44 pixels`. */
export function viewsText(views: TestTimeViews): string {
  if (views === 'flip') return 'the image and its mirror image';
  const count = { tenCrop: 'ten crops', fiveCrop: 'five crops', centerCrop: 'the centre' }[views.crop];
  return `${count} of ${views.size} x ${views.size} pixels`;
}

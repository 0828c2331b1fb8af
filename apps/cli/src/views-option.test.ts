import { describe, expect, it } from 'vitest';
import { parseViews, viewsFor, viewsText } from './views-option';

describe('--views', () => {
  it('takes flip, none, and crops with or without their pixels', () => {
    expect(parseViews('flip')).toBe('flip');
    expect(parseViews('none')).toBe('none');
    expect(parseViews('ten-crop')).toEqual({ crop: 'tenCrop' });
    expect(parseViews('five-crop:40')).toEqual({ crop: 'fiveCrop', size: 40 });
    for (const wrong of ['zoom', 'tenCrop', 'ten-crop:0', 'ten-crop:', 'flip:3', ''])
      expect(() => parseViews(wrong)).toThrow('expected none, flip, ten-crop');
  });

  it('crops 44 of 48 pixels, or as many as a smaller input has, where no size is given', () => {
    const crop = 'tenCrop' as const;
    expect(viewsFor({ crop }, [48, 48], [48, 48])).toEqual({ crop, size: 44 });
    expect(viewsFor({ crop }, [96, 100], [96, 96])).toEqual({ crop, size: 88 });
    expect(viewsFor({ crop }, [48, 48], [40, 40])).toEqual({ crop, size: 40 });
    expect(viewsFor({ crop }, [48, 48], [null, null])).toEqual({ crop, size: 44 });
    expect(viewsFor({ crop, size: 42 }, [48, 48], [48, 48])).toEqual({ crop, size: 42 });
    expect(viewsFor('flip', [48, 48], [48, 48])).toBe('flip');
    expect(viewsFor('none', [48, 48], [48, 48])).toBeUndefined();
  });

  it('refuses crops larger than the images', () => {
    expect(() => viewsFor({ crop: 'tenCrop', size: 49 }, [48, 50], [48, 50])).toThrow(
      'invalid size of --views: 49 (expected 1..48, as the images are)',
    );
  });

  it('says the views in words', () => {
    expect(viewsText({ crop: 'tenCrop', size: 44 })).toBe('ten crops of 44 x 44 pixels');
    expect(viewsText('flip')).toBe('the image and its mirror image');
  });
});

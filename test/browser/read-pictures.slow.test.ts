import { readFer } from '@fer/data/node';
import { zipSync } from 'fflate';
import sharp, { type Sharp } from 'sharp';
import { expect, test } from 'vitest';
import { chromiumPath, inPage } from './chromium';
import { readPictures, type Pictures } from './read-pictures';
import { servePage } from './serve-page';

const executable = chromiumPath();
const where = executable ? '' : ' (no chromium: install it or set CHROMIUM_PATH)';

function picture(channels: 1 | 3 | 4, width: number, height: number) {
  const pixels = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const at = Math.floor(i / channels);
    return ((at % width) * 5 + Math.floor(at / width) * 3 + (i % channels) * 60) % 256;
  });
  return sharp(pixels, { raw: { width, height, channels } });
}

const bytesOf = async (image: Sharp) => new Uint8Array(await image.toBuffer());

async function archive() {
  const rgb = await bytesOf(picture(3, 40, 30).png());
  const jpeg = await bytesOf(picture(3, 48, 48).jpeg({ quality: 90 }));
  return zipSync({
    'train/angry/grey.png': await bytesOf(picture(1, 12, 12).toColourspace('b-w').png()),
    'train/happiness/rgb.png': rgb,
    'train/Sad/clear.png': await bytesOf(picture(4, 24, 24).png()),
    'test/neutral/colour.jpg': jpeg,
    'test/neutral/turned.jpg': await bytesOf(picture(1, 24, 48).jpeg().withMetadata({ orientation: 6 })),
    'test/fear/cut.jpg': jpeg.subarray(0, jpeg.length >> 1),
    'test/fear/cut.png': rgb.subarray(0, rgb.length >> 1),
    'test/fear/none.png': new TextEncoder().encode('hello'),
  });
}

async function inChromium(zip: Uint8Array): Promise<Pictures> {
  return inPage(await servePage(), 'readPictures', (tab) =>
    tab.evaluate((bytes) => window.readPictures(bytes), [...zip]),
  );
}

test.skipIf(!executable)(`a browser's own decoder gives what sharp gives in Node${where}`, async () => {
  const zip = await archive();
  const [node, browser] = [await readPictures(readFer, [...zip]), await inChromium(zip)];
  expect({ ...browser, images: [] }).toEqual({ ...node, images: [] });
  expect(node.skipped).toEqual(['p/test/fear/cut.jpg', 'p/test/fear/cut.png', 'p/test/fear/none.png']);
  const furthest = Object.fromEntries(
    node.ids.map((id, i) => {
      const pixels = Array.from({ length: 144 }, (_, k) => i * 144 + k);
      return [id.split('/')[2], Math.max(...pixels.map((k) => Math.abs(node.images[k] - browser.images[k])))];
    }),
  );
  expect(furthest).toMatchObject({ 'grey.png': 0, 'rgb.png': 0 });
  expect(furthest['clear.png']).toBeLessThanOrEqual(2);
  expect(furthest['colour.jpg']).toBeLessThanOrEqual(3);
  expect(furthest['turned.jpg']).toBeLessThanOrEqual(3);
});

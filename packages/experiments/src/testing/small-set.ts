import { FER_CLASSES, type LabelledImages } from '@fer/data';

/** `n` images of 16 x 16 in seven classes: a bright bar at a height that says the class. */
export function smallSet(n: number, splits?: string[]): LabelledImages {
  const labels = Uint8Array.from({ length: n }, (_, i) => i % 7);
  const images = Uint8Array.from({ length: n * 256 }, (_, k) => {
    const image = Math.floor(k / 256);
    const row = Math.floor((k % 256) / 16);
    const bar = Math.floor(row / 2) === labels[image] ? 180 : 20;
    return bar + ((image * 31 + k * 17) % 50);
  });
  return { images, shape: [n, 16, 16, 1], labels, classes: [...FER_CLASSES], ...(splits && { splits }) };
}

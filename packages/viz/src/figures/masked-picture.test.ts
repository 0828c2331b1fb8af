import { describe, expect, it } from 'vitest';
import { maskedPicture } from './masked-picture';

describe('maskedPicture', () => {
  const image = { data: Uint8Array.of(10, 20, 30, 40), shape: [2, 2, 1] };

  it('keeps what is over the threshold and blackens the rest', () => {
    const map = { values: Float32Array.of(-1, 0, 0.5, 1), shape: [2, 2] };
    const { data, shape, kept } = maskedPicture(image, map, { threshold: 0.75 });
    expect(shape).toEqual([2, 2, 3]);
    expect([...data]).toEqual([0, 0, 0, 0, 0, 0, 30, 30, 30, 40, 40, 40]);
    expect(kept).toBe(0.5);
  });

  it('stretches a coarse map', () => {
    const { kept } = maskedPicture(image, { values: Float32Array.of(1, 0), shape: [1, 2] });
    expect(kept).toBe(0.5);
  });

  it('refuses a threshold that is no share', () => {
    const map = { values: new Float32Array(4), shape: [2, 2] };
    expect(() => maskedPicture(image, map, { threshold: 2 })).toThrow('invalid threshold: 2');
  });
});

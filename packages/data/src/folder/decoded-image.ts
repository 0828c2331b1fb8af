/** An image as its decoder gives it: `data` `[height, width, channels]`, 0..255; a fourth channel is ignored. */
export interface DecodedImage {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
  channels: 1 | 3 | 4;
}

import { firstLanes, roundUp } from './lanes';

/** Bytes of a packed filter, `[K / 8, kh * kw * C, 8]`; `taps` is kh * kw * C. */
export function packedFilterSize(taps: i32, outChannels: i32): usize {
  return <usize>taps * <usize>roundUp(outChannels, 8) * 4;
}

/** Packs `[kh, kw, C, K]` (or, with one tap, any matrix `[C, K]`) into columns of eight, padded with zeros. */
export function packFilter(filter: usize, taps: i32, outChannels: i32, target: usize): void {
  let at = target;
  for (let panel = 0; panel < outChannels; panel += 8) {
    const low = firstLanes(outChannels - panel);
    const high = firstLanes(outChannels - panel - 4);
    let from = filter + <usize>panel * 4;
    for (let tap = 0; tap < taps; tap++, at += 32, from += <usize>outChannels * 4) {
      v128.store(at, v128.and(v128.load(from), low));
      v128.store(at, v128.and(v128.load(from, 16), high), 16);
    }
  }
}

/** The filter of the input's gradient, `[kh, kw, C, K]` to `[kh, kw, K, C]` turned by 180 degrees. */
export function turnFilter(
  filter: usize,
  pixels: i32,
  inChannels: i32,
  outChannels: i32,
  target: usize,
): void {
  for (let tap = 0; tap < pixels; tap++) {
    const from = filter + <usize>((pixels - 1 - tap) * inChannels * outChannels) * 4;
    for (let k = 0; k < outChannels; k++) {
      for (let c = 0; c < inChannels; c++, target += 4) {
        f32.store(target, f32.load(from + <usize>(c * outChannels + k) * 4));
      }
    }
  }
}

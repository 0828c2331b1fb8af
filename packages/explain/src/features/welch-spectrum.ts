/**
 * The power of a picture `[h, w]` at every frequency of its windows but 0, up to a factor: windows of 16x16 pixels (of half
 * the shorter side where that is less), half overlapping, without their mean, under a Hann bell; their periodograms are
 * added. There are nine or more: of a single one the spectrum is uneven whatever it shows.
 */
export function welchSpectrum(picture: Float32Array, [h, w]: readonly [number, number]): Float64Array {
  const side = Math.min(16, Math.floor(Math.min(h, w) / 2));
  const bell = Float64Array.from({ length: side }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / side) ** 2);
  const weights = Float64Array.from(
    { length: side * side },
    (_, p) => bell[Math.floor(p / side)] * bell[p % side],
  );
  const weight = weights.reduce((sum, value) => sum + value, 0);
  const power = new Float64Array(side * side);
  for (const top of places(h, side)) {
    for (const left of places(w, side)) {
      const window = Float64Array.from(
        weights,
        (_, p) => picture[(top + Math.floor(p / side)) * w + left + (p % side)],
      );
      const mean = window.reduce((sum, value, p) => sum + value * weights[p], 0) / weight;
      addPower(
        power,
        window.map((value, p) => (value - mean) * weights[p]),
        side,
      );
    }
  }
  return power.subarray(1);
}

/** Where windows begin: evenly from end to end, at most half a window apart. */
function places(length: number, side: number): number[] {
  const free = length - side;
  const gaps = Math.ceil(free / (side / 2));
  return Array.from({ length: gaps + 1 }, (_, i) => (gaps === 0 ? 0 : Math.round((i * free) / gaps)));
}

/** Adds `|F|^2` of the Fourier transform `F` of a window, by rows and then by columns. */
function addPower(power: Float64Array, window: Float64Array, side: number): void {
  const cos = Float64Array.from({ length: side }, (_, t) => Math.cos((2 * Math.PI * t) / side));
  const sin = Float64Array.from({ length: side }, (_, t) => Math.sin((2 * Math.PI * t) / side));
  const re = new Float64Array(side * side);
  const im = new Float64Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let v = 0; v < side; v++) {
      for (let x = 0; x < side; x++) {
        const value = window[y * side + x];
        re[y * side + v] += value * cos[(v * x) % side];
        im[y * side + v] -= value * sin[(v * x) % side];
      }
    }
  }
  for (let u = 0; u < side; u++) {
    for (let v = 0; v < side; v++) {
      let [a, b] = [0, 0];
      for (let y = 0; y < side; y++) {
        const [c, s] = [cos[(u * y) % side], sin[(u * y) % side]];
        a += re[y * side + v] * c + im[y * side + v] * s;
        b += im[y * side + v] * c - re[y * side + v] * s;
      }
      power[u * side + v] += a * a + b * b;
    }
  }
}

/** Made-up data for the example figures: everything follows from formulas and a seed. */

export const classes = ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'];

/** Numbers 0..1 from a seed (mulberry32, the usual small generator). */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const soft = (distance: number, width: number) => 1 / (1 + Math.exp(distance / width));
const bump = (x: number, y: number, cx: number, cy: number, r: number) =>
  Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * r * r));

/** A simple face, `[size, size, 1]`, 0..1; `smile` -1..1 bends the mouth, `open` 0..1 opens eyes and mouth. */
function face(seed: number, size = 48): Float32Array {
  const random = noise(seed);
  const smile = random() * 2 - 1;
  const open = random();
  const tone = 0.55 + 0.3 * random();
  const lean = (random() - 0.5) * 0.08;
  return Float32Array.from({ length: size * size }, (_, i) => {
    const x = (i % size) / size - 0.5 - lean;
    const y = Math.floor(i / size) / size - 0.5;
    let value = 0.16 + 0.12 * (y + 0.5);
    const inside = soft(Math.hypot(x / 0.36, (y - 0.02) / 0.45) - 1, 0.04);
    value += (tone - value) * inside * (1 - 0.35 * Math.max(0, x + 0.1));
    for (const side of [-1, 1]) {
      const eye = soft(Math.hypot((x - side * 0.15) / 0.07, (y + 0.1) / (0.025 + 0.03 * open)) - 1, 0.15);
      value -= 0.5 * eye * inside;
      const brow = Math.abs(y + 0.2 + 0.03 * open + side * smile * 0.15 * (x - side * 0.15)) / 0.014;
      value -= 0.35 * soft(brow - 1, 0.3) * soft(Math.abs(x - side * 0.15) / 0.1 - 1, 0.1) * inside;
    }
    const curve = 0.22 - smile * 1.6 * (x * x - 0.012);
    const lips = Math.abs(y - curve) / (0.018 + 0.05 * open * open);
    value -= 0.45 * soft(lips - 1, 0.2) * soft(Math.abs(x) / 0.16 - 1, 0.08) * inside;
    value -= 0.16 * bump(x, y, 0.02, 0.07, 0.03);
    return Math.min(1, Math.max(0, value + (random() - 0.5) * 0.04));
  });
}

/** One face as figures take it. */
export const picture = (seed: number) => ({ data: face(seed), shape: [48, 48, 1] });

/** Several faces, `[n, size, size, 1]`. */
export function faces(count: number, size = 48) {
  const data = new Float32Array(count * size * size);
  for (let i = 0; i < count; i++) data.set(face(i + 1, size), i * size * size);
  return { data, shape: [count, size, size, 1] };
}

/** A map of a few blobs with grain, `[h, w]`; `signed` lets some blobs count against. */
export function blobs(
  seed: number,
  size: number,
  { signed = false, grain = 0.35, count = 4 } = {},
): Float32Array {
  const random = noise(seed);
  const spots = Array.from({ length: count }, (_, i) => ({
    x: 0.25 + 0.5 * random(),
    y: 0.25 + 0.55 * random(),
    r: 0.05 + 0.09 * random(),
    weight: (signed && i % 2 === 1 ? -1 : 1) * (0.5 + random()),
  }));
  return Float32Array.from({ length: size * size }, (_, i) => {
    const x = ((i % size) + 0.5) / size;
    const y = (Math.floor(i / size) + 0.5) / size;
    const clean = spots.reduce((sum, s) => sum + s.weight * bump(x, y, s.x, s.y, s.r), 0);
    return clean * (1 - grain + grain * 2 * random()) * 0.02;
  });
}

/** Probabilities that favour one class. */
export function probabilities(
  seed: number,
  classes: number,
  favourite: number,
  strength: number,
): Float32Array {
  const random = noise(seed);
  const scores = Array.from({ length: classes }, (_, i) =>
    Math.exp(random() * 2 + (i === favourite ? strength : 0)),
  );
  const sum = scores.reduce((a, b) => a + b, 0);
  return Float32Array.from(scores, (score) => score / sum);
}

/** A training run that overfits after a while. */
export function history(epochs: number, seed = 1) {
  const random = noise(seed);
  const wobble = () => (random() - 0.5) * 0.03;
  return Array.from({ length: epochs }, (_, i) => {
    const t = (i + 1) / 12;
    return {
      epoch: i + 1,
      loss: 1.85 * Math.exp(-t / 1.6) + 0.12 + wobble(),
      accuracy: 0.98 - 0.75 * Math.exp(-t / 1.5) + wobble() * 0.4,
      val_loss: 1.85 * Math.exp(-t / 0.9) + 0.9 + 0.14 * t + wobble() * 2,
      val_accuracy: 0.63 - 0.4 * Math.exp(-t / 0.7) - 0.004 * t + wobble(),
    };
  });
}

/** A channels-last block of oriented stripes under a soft window, rectified, `[size, size, channels]`. */
export function gabors(size: number, channels: number, seed: number, rectified = true): Float32Array {
  const random = noise(seed);
  const waves = Array.from({ length: channels }, () => ({
    angle: random() * Math.PI,
    wavelength: 0.12 + 0.3 * random(),
    phase: random() * 6.28,
    gain: random() < 0.12 ? 0 : random(),
    x: 0.3 + 0.4 * random(),
    y: 0.3 + 0.4 * random(),
  }));
  const out = new Float32Array(size * size * channels);
  for (let i = 0; i < size * size; i++) {
    const x = (i % size) / size;
    const y = Math.floor(i / size) / size;
    waves.forEach((w, c) => {
      const along = x * Math.cos(w.angle) + y * Math.sin(w.angle);
      const value = w.gain * Math.sin((along / w.wavelength) * 6.283 + w.phase) * bump(x, y, w.x, w.y, 0.25);
      out[i * channels + c] = rectified ? Math.max(0, value) : value;
    });
  }
  return out;
}

/** Regions like superpixels: the places nearest to the points of a shaken grid, row by row. */
export function regions(size: number, across: number): Int32Array {
  const random = noise(across);
  const pitch = size / across;
  const points = Array.from({ length: across * across }, (_, i) => ({
    x: ((i % across) + 0.2 + 0.6 * random()) * pitch,
    y: (Math.floor(i / across) + 0.2 + 0.6 * random()) * pitch,
  }));
  return Int32Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [(i % size) + 0.8 * random(), Math.floor(i / size) + 0.8 * random()];
    const distances = points.map((point) => Math.hypot(point.x - x, point.y - y));
    return distances.indexOf(Math.min(...distances));
  });
}

/** What is left of a score when a share of the pixels is changed: a curve from 1 (or 0) that falls (or rises). */
export function fallingCurve(seed: number, speed: number, isRising = false) {
  const random = noise(seed);
  const x = Float32Array.from({ length: 49 }, (_, i) => i / 48);
  const y = x.map((at) => {
    const left = Math.exp(-at * speed) * (1 - 0.25 * at) + 0.03 * (random() - 0.5) * Math.min(1, at * 10);
    return Math.min(1, Math.max(0, 0.9 * (isRising ? 1 - left : left)));
  });
  return { x, y };
}

/** Courses of gradient ascent, `[count, steps + 1]`; some never leave their start. */
export function ascents(count: number, steps: number, seed: number) {
  const random = noise(seed);
  const courses = Array.from({ length: count }, () => ({
    start: 0.2 * random(),
    gain: random() < 0.15 ? 0 : 1 + 5 * random() ** 2,
    speed: 8 + 30 * random(),
  }));
  const values = Float32Array.from({ length: count * (steps + 1) }, (_, k) => {
    const { start, gain, speed } = courses[Math.floor(k / (steps + 1))];
    const step = k % (steps + 1);
    return start + gain * (1 - Math.exp(-step / speed)) * (1 + 0.05 * (random() - 0.5));
  });
  return { values, shape: [count, steps + 1] };
}

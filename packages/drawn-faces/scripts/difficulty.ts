/**
 * How hard the shipped set is for models that can't see shapes: logistic regression on pixels and the nearest
 * neighbour, trained on `train`. `npx tsx --conditions=@fer/source packages/drawn-faces/scripts/difficulty.ts`
 */
import { drawnFaces, type DrawnFaces, type SplitName } from '../src/index';

const CLASSES = 7;
const EPOCHS = 30;
const RATE = 0.02;
const DECAY = 2e-3;

/** The images of a split, each with mean 0 and length 1. */
function load(faces: DrawnFaces, split: SplitName) {
  const pixels = 48 * 48;
  const chosen = [...faces.labels.keys()].filter((n) => faces.splits[n] === split);
  const x = chosen.map((n) => {
    const v = Float32Array.from(faces.images.subarray(n * pixels, (n + 1) * pixels));
    const mean = v.reduce((a, b) => a + b, 0) / pixels;
    const length = Math.hypot(...v.map((p) => p - mean));
    return v.map((p) => ((p - mean) / length) * 48);
  });
  return {
    x,
    y: chosen.map((n) => faces.labels[n]),
    held: chosen.map((n) => faces.parts[n].some((p) => p.endsWith('!'))),
  };
}
type Split = ReturnType<typeof load>;

const dot = (a: Float32Array, b: Float32Array) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};
const best = (scores: number[]) => scores.indexOf(Math.max(...scores));

function logistic({ x, y }: Split): (v: Float32Array) => number {
  const w = Array.from({ length: CLASSES }, () => new Float32Array(48 * 48));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE * (1 - epoch / EPOCHS);
    x.forEach((_, step) => {
      const n = (step * 1009) % x.length; // visits every image once: 1009 is a prime
      const scores = w.map((row) => dot(row, x[n]) / 48);
      const top = Math.max(...scores);
      const e = scores.map((s) => Math.exp(s - top));
      const sum = e.reduce((a, b) => a + b, 0);
      w.forEach((row, c) => {
        const g = e[c] / sum - (c === y[n] ? 1 : 0);
        for (let i = 0; i < row.length; i++) row[i] = row[i] * (1 - rate * DECAY) - rate * g * x[n][i];
      });
    });
  }
  return (v) => best(w.map((row) => dot(row, v)));
}

const nearest =
  ({ x, y }: Split) =>
  (v: Float32Array) =>
    y[best(x.map((other) => dot(other, v)))];

const percent = (hits: boolean[]) => `${((100 * hits.filter(Boolean).length) / hits.length).toFixed(1)} %`;
const faces = await drawnFaces();
const train = load(faces, 'train');
const test = load(faces, 'test');
for (const [name, fit] of Object.entries({ logistic, nearest })) {
  const classify = fit(train);
  const hits = test.x.map((v, i) => classify(v) === test.y[i]);
  console.log(
    `${name}: test ${percent(hits)} (known parts ${percent(hits.filter((_, i) => !test.held[i]))}, with a held-out part ${percent(hits.filter((_, i) => test.held[i]))})` +
      (name === 'logistic' ? `, train ${percent(train.x.map((v, i) => classify(v) === train.y[i]))}` : ''),
  );
}

// A stranger's model: it tells whether an image holds a horizontal or a vertical bar, and is trained here in a few seconds.
import { canExplain, gradCam, saliency, upsampleMap } from '@fer/explain';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

const size = 12;
const classes = ['horizontal bar', 'vertical bar'];

/** Where the bar of an image begins, and how tall and wide it is; `k` decides where it lies. */
function barOf(label, k) {
  const [along, across] = [1 + (k % 5), 1 + ((7 * k) % 10)];
  return label === 0
    ? { top: across, left: along, height: 1, width: 6 }
    : { top: along, left: across, height: 6, width: 1 };
}

/** A dim, uneven image with one bright bar. */
function barImage(label, k) {
  const pixels = new Float32Array(size * size);
  for (let i = 0; i < pixels.length; i++) pixels[i] = 0.1 + 0.1 * Math.abs(Math.sin(i * 12.9 + k));
  const { top, left, height, width } = barOf(label, k);
  for (let y = top; y < top + height; y++) pixels.fill(1, y * size + left, y * size + left + width);
  return pixels;
}

function batchOf(examples) {
  const data = new Float32Array(examples.length * size * size);
  examples.forEach(({ label, k }, i) => data.set(barImage(label, k), i * size * size));
  return { data, shape: [examples.length, size, size, 1] };
}

/** Dark to bright, one character a pixel and two columns wide, so that squares look square. */
function ascii(values, width) {
  const top = Math.max(...values, 1e-12);
  const shades = ' .:-=+*#%@';
  const shade = (value) => shades[Math.min(9, Math.max(0, Math.floor((value / top) * 9.99)))].repeat(2);
  const rows = Array.from({ length: values.length / width }, (_, y) =>
    Array.from(values.slice(y * width, (y + 1) * width), shade).join(''),
  );
  return rows.join('\n');
}

await tf.setBackend('cpu');

const seeded = (seed) => tfl.initializers.glorotUniform({ seed });
const model = tfl.sequential({
  layers: [
    tfl.layers.conv2d({
      inputShape: [size, size, 1],
      filters: 8,
      kernelSize: 3,
      padding: 'same',
      activation: 'relu',
      kernelInitializer: seeded(3),
      name: 'conv',
    }),
    tfl.layers.globalAveragePooling2d({}),
    tfl.layers.dense({ units: 2, activation: 'softmax', kernelInitializer: seeded(4) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.03), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });

const examples = Array.from({ length: 40 }, (_, i) => ({ label: i % 2, k: i >> 1 }));
const { data, shape } = batchOf(examples);
const x = tf.tensor(data, shape);
const y = tf.tensor2d(examples.map(({ label }) => [1 - label, label]));
const { history } = await model.fit(x, y, { epochs: 40, batchSize: 8, shuffle: false, verbose: 0 });
console.log(`training accuracy ${history.acc.at(-1).toFixed(2)}`);

for (const method of ['saliency', 'gradCam']) {
  const can = canExplain(model, method);
  if (!can.ok) throw new Error(can.reason);
}

const example = { label: 1, k: 23 };
const image = batchOf([example]);
const map = await saliency(model, image);
const cam = await gradCam(model, image, { layer: 'conv', relu: true });
const large = upsampleMap(cam, [size, size]);

console.log(`\nthe image\n${ascii(image.data, size)}`);
console.log(
  `\nsaliency for '${classes[map.targets[0]]}', logit ${map.targetScores[0].toFixed(2)}\n${ascii(map.values, size)}`,
);
console.log(`\nGrad-CAM at layer 'conv'\n${ascii(large.values, size)}`);

// Run in CI: fails when the explanation is not about the bar and its neighbours, which cover a sixth of the image.
const { top, left, height, width } = barOf(example.label, example.k);
let near = 0;
large.values.forEach((value, i) => {
  const [row, column] = [Math.floor(i / size), i % size];
  if (row >= top - 1 && row <= top + height && column >= left - 1 && column <= left + width) near += value;
});
const share = near / large.values.reduce((sum, value) => sum + value, 0);
console.log(`\n${(100 * share).toFixed(0)} % of the Grad-CAM map lies on the bar and its neighbours`);
if (map.targets[0] !== example.label || !(share > 0.5)) throw new Error('the explanation missed the bar');

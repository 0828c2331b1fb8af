// Pretrained nets of other people, explained in Node by WebAssembly: no native addon, no training, no photograph.
import * as explain from '@fer/explain';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { emotionNet, expressionNet, mobileNet } from './models.mjs';
import { ascii, asInput, drawnFace, pixelStrengths, topRegion } from './pictures.mjs';

await tf.setBackend('wasm');
const face = await drawnFace('happy');
console.log(`a drawn face, '${face.label}' (nets trained on photographs owe it no right answer)`);
console.log(ascii(Array.from(face.grey)));

/** Runs one method and prints what it found. */
async function show(net, method, options) {
  const input = asInput(face, net);
  const all = { ...net.options, ...options };
  const can = explain.canExplain(net.model, method, all);
  if (!can.ok) throw new Error(`${method}: ${can.reason}`);
  const start = performance.now();
  const found = await explain[method](net.model, input, all);
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const isMap = found.shape.length === 3;
  const full = isMap ? explain.upsampleMap(found, [net.size, net.size]) : found;
  const strengths = pixelStrengths(full);
  const { region, ratio } = topRegion(strengths, face);
  const delta = found.delta ? `, completeness delta ${found.delta[0].toExponential(1)}` : '';
  console.log(
    `${method}: ${net.classes[found.targets[0]]}, logit ${found.targetScores[0].toFixed(2)}, ${seconds} s, ` +
      `strongest on ${region} (${ratio.toFixed(1)} x the mean)${delta}`,
  );
  for (const warning of found.warnings) console.log(`  warning: ${warning}`);
  // Run in CI: an explanation has to be one.
  if (!strengths.every(Number.isFinite) || !strengths.some((value) => value > 0)) {
    throw new Error(`${method} found nothing`);
  }
  return { strengths, ...found };
}

async function explainNet(net, runs) {
  console.log(`\n${net.title}`);
  for (const [method, options] of runs) {
    const { strengths } = await show(net, method, options);
    if (['gradCam', 'integratedGradients'].includes(method)) console.log(ascii(strengths));
  }
}

const emotion = await emotionNet();
await explainNet(emotion, [
  ['saliency'],
  ['guidedBackprop'],
  ['gradCam', { layer: emotion.layer, relu: true }],
  ['deepLift'],
  ['integratedGradients', { steps: 50 }],
]);

const mobile = await mobileNet();
await explainNet(mobile, [['saliency'], ['gradCam', { layer: mobile.layer, relu: true }], ['deepLift']]);

// Into a function @fer/explain can't look: its depthwise convolutions ask the backend itself for a gradient, and the wasm
// backend as shipped has none. These kernels add it.
registerWasmTrainingKernels();
await explainNet(await expressionNet(), [
  ['saliency'],
  ['inputXGradient'],
  ['integratedGradients', { steps: 50 }],
]);

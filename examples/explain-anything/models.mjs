// Three pretrained nets as other packages ship them, each with what it wants to see and what it says.
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const humanModels = join(dirname(require.resolve('@vladmandic/human')), '..', 'models');

/** Node's fetch reads no files: the model's JSON and its weights are handed over as they are. */
async function graphModelFromFile(path) {
  const { modelTopology, weightsManifest, signature } = JSON.parse(await readFile(path, 'utf8'));
  const files = weightsManifest.flatMap(({ paths }) => paths).map((name) => join(dirname(path), name));
  const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(file))));
  return loadGraphModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
      weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
      signature,
    }),
  );
}

/** A mini-Xception for the seven classes of FER2013, with depthwise convolutions: 64 x 64 grey, -1..1. */
export async function emotionNet() {
  return {
    title: 'emotion.json of @vladmandic/human (GraphModel, mini-Xception)',
    model: await graphModelFromFile(join(humanModels, 'emotion.json')),
    size: 64,
    channels: 1,
    scale: (grey) => (2 * grey) / 255 - 1,
    classes: ['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral'],
    layer: 'StatefulPartitionedCall/model_1/block3_sepconv2_act/Relu',
  };
}

/** A MobileNet v1 trained on faces, with three outputs, of which one is a softmax over ages: 224 x 224 RGB, 0..255. */
export async function mobileNet() {
  return {
    title: 'faceres.json of @vladmandic/human (GraphModel, MobileNet v1)',
    model: await graphModelFromFile(join(humanModels, 'faceres.json')),
    size: 224,
    channels: 3,
    scale: (grey) => grey,
    classes: Array.from({ length: 100 }, (_, age) => `${age} years`),
    layer: 'conv_pw_13_relu/clip_by_value',
    options: { output: 'age_pred/Softmax' },
  };
}

/** The expression net of face-api: code that calls TF.js, no model of TF.js. 112 x 112 RGB, 0..255. */
export async function expressionNet() {
  const entry = require.resolve('@vladmandic/face-api/dist/face-api.node-wasm.js');
  const faceapi = require(entry);
  const net = new faceapi.FaceExpressionNet();
  await net.loadFromDisk(join(dirname(entry), '..', 'model'));
  return {
    title: 'the expression net of @vladmandic/face-api (a function of tensors)',
    // runNet gives the logits; it takes a list of images. (tf.unstack of one image has no gradient in TF.js 4.22.)
    model: (x) => {
      const images = Array.from({ length: x.shape[0] }, (_, i) => tf.squeeze(tf.slice(x, [i], [1]), [0]));
      return net.runNet(new faceapi.NetInput(images, true));
    },
    size: 112,
    channels: 3,
    scale: (grey) => grey,
    classes: ['neutral', 'happy', 'sad', 'angry', 'fearful', 'disgusted', 'surprised'],
    options: { outputs: 'logits' },
  };
}

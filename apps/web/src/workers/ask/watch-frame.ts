import { placeOfCrop, type Box, type Face } from '@fer/faces';
import { transfer } from 'comlink';
import type { ModelRef } from '../../library/models';
import { explainImages, type Question } from './explain-images';
import { cropFor } from './find-faces';
import { followFace } from './follow-face';
import { pixelsOf } from './frame-pixels';
import { openModel } from './open-model';
import { predictWith } from './predict-images';

/** What a model says of a picture of a video. */
export interface WatchedFrame {
  /** Of the picture, in pixels. */
  width: number;
  height: number;
  /** Undefined where no face is found: then there is no answer. */
  face?: Face;
  answer?: {
    /** One a class. */
    probabilities: Float32Array;
    /** The part of the picture that the model saw. */
    place: Box;
    /** What a method says of that part, raw and signed, and of which class. */
    map?: { values: Float32Array; shape: [h: number, w: number]; target: number };
  };
  milliseconds: { find: number; predict: number; explain: number };
}

/** Finds the face in the next picture of a video, predicts and, where a method is asked for, explains: in one call. */
export async function watchFrame(
  ref: ModelRef,
  frame: ImageBitmap,
  question?: Question,
): Promise<WatchedFrame> {
  try {
    const opened = await openModel(ref);
    const { width, height } = frame;
    const start = performance.now();
    const face = await followFace(frame);
    const found = performance.now();
    const none = { predict: 0, explain: 0 };
    if (!face) return { width, height, milliseconds: { find: found - start, ...none } };
    const picture = pixelsOf(frame, { x: 0, y: 0, width, height });
    const crop = cropFor(opened, picture, face.box);
    const { probabilities, labels } = await predictWith(opened, crop);
    const predicted = performance.now();
    const map = question && (await mapOf(ref, crop, { target: labels[0], ...question }));
    const [, h, w] = crop.shape;
    const answer = { probabilities, place: placeOfCrop(face.box, { size: [h, w] }), ...(map && { map }) };
    const milliseconds = {
      find: found - start,
      predict: predicted - found,
      explain: map ? performance.now() - predicted : 0,
    };
    return transfer({ width, height, face, answer, milliseconds }, map ? [map.values.buffer] : []);
  } finally {
    frame.close();
  }
}

async function mapOf(...asked: Parameters<typeof explainImages>) {
  const { maps, shape, targets } = await explainImages(...asked);
  return { values: maps, shape: [shape[1], shape[2]] as [number, number], target: targets[0] };
}

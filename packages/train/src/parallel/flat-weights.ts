import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';

/** Which of a model's weights: those that gradients change, or the rest (running means and variances). */
export type WeightKind = 'trainable' | 'state';

/** A model's weights of one kind as variables, in the order of the model. */
export function variablesOf(model: tfl.LayersModel, kind: WeightKind): tf.Variable[] {
  const weights = kind === 'trainable' ? model.trainableWeights : model.nonTrainableWeights;
  return weights.map((weight) => weight.read() as tf.Variable);
}

/** Tensors one after another in one array; `into` is filled where it is given. */
export async function readFlat(tensors: tf.Tensor[], into?: Float32Array): Promise<Float32Array> {
  const target = into ?? new Float32Array(sizeOf(tensors));
  let offset = 0;
  for (const tensor of tensors) {
    target.set(await tensor.data<'float32'>(), offset);
    offset += tensor.size;
  }
  return target;
}

export interface Range {
  from: number;
  to: number;
}

/**
 * A part of a flat array to make a tensor of: a view on wasm, which copies what a tensor is made of into its heap, and
 * a copy elsewhere. Copies of megabytes a step make the garbage collector a competitor of the threads.
 */
export function partOf(flat: Float32Array, { from, to }: Range): Float32Array {
  return tf.getBackend() === 'wasm' ? flat.subarray(from, to) : flat.slice(from, to);
}

/** The tensors of a flat array, cut by the shapes of `like`. */
export function tensorsOf(flat: Float32Array, like: tf.Tensor[]): tf.Tensor[] {
  let offset = 0;
  return like.map(({ shape, size }) =>
    tf.tensor(partOf(flat, { from: offset, to: (offset += size) }), shape),
  );
}

/** Sets variables from a flat array. */
export function writeFlat(variables: tf.Variable[], flat: Float32Array): void {
  tf.tidy(() => {
    tensorsOf(flat, variables).forEach((tensor, i) => variables[i].assign(tensor));
  });
}

/**
 * A float32 array that threads can share without copying, where the platform allows it (Node; a browser page
 * that is cross-origin isolated); an ordinary one elsewhere, which is copied when it is posted.
 */
export function sharedArray(length: number): Float32Array {
  const allowed = typeof SharedArrayBuffer !== 'undefined' && globalThis.crossOriginIsolated !== false;
  return new Float32Array(allowed ? new SharedArrayBuffer(length * 4) : new ArrayBuffer(length * 4));
}

/** Whether threads that are sent the array share it. */
export function isShared(array: Float32Array): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && array.buffer instanceof SharedArrayBuffer;
}

/** How many numbers the tensors hold together. */
export function sizeOf(tensors: tf.Tensor[]): number {
  return tensors.reduce((size, t) => size + t.size, 0);
}

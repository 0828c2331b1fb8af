import * as tf from '@tensorflow/tfjs-core';
import type { Subject } from '../common/subject';
import type { Rule } from '../graph/step';
import { deconvolved, guided } from '../rules/guided';
import { noReluWarnings } from './relu-gradients';

/** The methods of one gradient pass that can be repeated under noise. */
export type InnerMethodName = 'gradient' | 'saliency' | 'inputXGradient' | 'guidedBackprop' | 'deconvnet';

/** A method of one gradient pass: how gradients flow, and what is made of the gradient and the input. */
export interface InnerMethod {
  rule?: Rule;
  map: (gradient: tf.Tensor, input: tf.Tensor) => tf.Tensor;
  warnings: string[];
}

const same = (gradient: tf.Tensor) => gradient;
const innerMethods: Record<InnerMethodName, Omit<InnerMethod, 'warnings'>> = {
  gradient: { map: same },
  saliency: { map: (gradient) => tf.abs(gradient) },
  inputXGradient: { map: (gradient, input) => tf.mul(gradient, input) },
  guidedBackprop: { map: same, rule: guided },
  deconvnet: { map: same, rule: deconvolved },
};

/** The inner method of that name; throws on another name and where the model's layers would be needed. */
export function findInnerMethod(name: InnerMethodName, subject: Subject): InnerMethod {
  if (!Object.hasOwn(innerMethods, name)) {
    const names = Object.keys(innerMethods).join(', ');
    throw new Error(`invalid of: '${String(name)}' (expected one of: ${names})`);
  }
  const found = innerMethods[name];
  if (found.rule && !subject.graph) {
    throw new Error(`${name} needs the model's layers (expected a model, not a function)`);
  }
  return { ...found, warnings: found.rule ? noReluWarnings(subject) : [] };
}

import type { Step } from '../graph/step';

/** An activation that does not work on each element alone. */
export function isSoftmaxLike({ op, activation = '' }: Step): boolean {
  return op === 'activation' && activation.toLowerCase().includes('softmax');
}

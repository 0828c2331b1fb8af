import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of the ops: the core alone has none.
import '@tensorflow/tfjs-layers';

/**
 * `f(...xs)` and the gradients of its sum with respect to each of `xs`; call inside a tidy.
 * As `tf.valueAndGrads`, but an error in `f` or on the way back leaves nothing behind: TF.js itself would keep every
 * tensor that it had saved for the way back.
 */
export function valueAndGradients(
  f: (...xs: tf.Tensor[]) => tf.Tensor,
  xs: tf.Tensor[],
): { value: tf.Tensor; gradients: tf.Tensor[] } {
  try {
    const { value, grads } = tf.valueAndGrads(f)(xs);
    return { value, gradients: grads };
  } catch (error) {
    freeTape();
    throw error;
  }
}

interface EngineState {
  gradientDepth: number;
  activeTape: { saved?: tf.Tensor[] }[] | null;
}

function freeTape(): void {
  const state = tf.engine().state as unknown as EngineState;
  // Inside a gradient of the caller's own, the tape is still in use.
  if (state.gradientDepth > 0) return;
  for (const node of state.activeTape ?? []) tf.dispose(node.saved ?? []);
  state.activeTape = null;
}

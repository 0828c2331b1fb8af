import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of the ops: the core alone has none.
import '@tensorflow/tfjs-layers';

/**
 * `f(...xs)` and the gradients of its sum with respect to each of `xs`, 0 for those that it leaves aside; call inside a
 * tidy. As `tf.valueAndGrads`, but an error in `f` or on the way back leaves nothing behind: TF.js itself would keep every
 * tensor that it had saved for the way back.
 * Throws where `f` depends on none of them.
 */
export function valueAndGradients(
  f: (...xs: tf.Tensor[]) => tf.Tensor,
  xs: tf.Tensor[],
): { value: tf.Tensor; gradients: tf.Tensor[] } {
  try {
    const { value, grads } = tf.engine().gradients(() => f(...xs), xs);
    // TF.js has none, whatever its types say, for what the value does not depend on.
    const gradients = (grads as (tf.Tensor | null | undefined)[]).map(
      (grad, i) => grad ?? tf.zerosLike(xs[i]),
    );
    return { value, gradients };
  } catch (error) {
    freeTape();
    if (error instanceof Error && error.message.startsWith('Cannot compute gradient of y=f(x)')) {
      throw new Error(
        'what is explained does not depend on the input by operations of TF.js (expected that a function, or a target function, computes with the tensors that it is given)',
        { cause: error },
      );
    }
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

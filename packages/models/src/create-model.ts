import type * as tfl from '@tensorflow/tfjs-layers';
import type { Architecture, ArchitectureInfo } from './architecture';
import { ARCHITECTURES } from './architectures';
import { initializerNames, type InitializerName } from './initializers';

export interface CreateModelOptions {
  /** Integer; the same seed gives the same weights on every backend. Default 0. */
  seed?: number;
  /** Height, width, channels. Default [48, 48, 1]. */
  inputShape?: readonly [number, number, number];
  /** Number of classes, >= 2. Default 7. */
  classes?: number;
  /** Dropout rate 0 <= rate < 1 in place of the architecture's own; 0 leaves dropout out. */
  dropout?: number;
  /** false leaves batch normalisation out. Default true. */
  batchNorm?: boolean;
  /**
   * How initial weights are drawn, in place of the architecture's own way: Glorot's, He's or LeCun's variance, uniform or normal,
   * with zero biases; 'torch': kernels and biases uniform in +-1/sqrt(fan in), as PyTorch does it.
   */
  initializer?: InitializerName;
  /** Widths of the hidden layers, of `dense` alone. Default [256]. */
  widths?: readonly number[];
}

/** The names that `createModel` knows. */
export function modelNames(): string[] {
  return Object.keys(ARCHITECTURES);
}

/**
 * What is known of a named architecture without building it: description, source, the study it belongs to, what its
 * source leaves open and what ours is, numbers of parameters.
 *
 * @throws on an unknown name (the message lists the known ones).
 */
export function modelInfo(name: string): ArchitectureInfo {
  const { description, source, study, choices, parameters, smallestImage } = architecture(name);
  return {
    description,
    source,
    ...(study !== undefined && { study }),
    choices: [...choices],
    parameters: { ...parameters },
    smallestImage,
  };
}

/**
 * A named architecture with seeded initial weights: images `[N, H, W, C]` float32 in, class probabilities
 * `[N, classes]` out. Its last two layers are `logits` and `probabilities` (softmax).
 *
 * @throws on an unknown name (the message lists the known ones), an invalid option, or images too small for it.
 * @example
 * const model = createModel('leaky4', { seed: 1 });
 */
export function createModel(
  name: string,
  {
    seed = 0,
    inputShape = [48, 48, 1],
    classes = 7,
    dropout,
    batchNorm = true,
    initializer,
    widths,
  }: CreateModelOptions = {},
): tfl.LayersModel {
  const { build, smallestImage } = architecture(name);
  if (!Number.isInteger(seed)) throw new Error(`invalid seed: ${seed} (expected an integer)`);
  if (!Number.isInteger(classes) || classes < 2) {
    throw new Error(`invalid classes: ${classes} (expected an integer >= 2)`);
  }
  if (dropout !== undefined && !(dropout >= 0 && dropout < 1)) {
    throw new Error(`invalid dropout: ${dropout} (expected 0 <= rate < 1)`);
  }
  if (initializer !== undefined && !initializerNames().includes(initializer)) {
    throw new Error(
      `unknown initializer: ${String(initializer)} (expected one of ${initializerNames().join(', ')})`,
    );
  }
  if (widths !== undefined) checkWidths(name, widths);
  const [height, width, channels] = checkInputShape(inputShape);
  if (Math.min(height, width) < smallestImage) {
    throw new Error(
      `images of ${height}x${width} pixels are too small for ${name} (expected at least ${smallestImage}x${smallestImage})`,
    );
  }
  return build({
    seed,
    inputShape: [height, width, channels],
    classes,
    dropout,
    batchNorm,
    initializer,
    widths,
  });
}

function architecture(name: string): Architecture {
  if (!Object.hasOwn(ARCHITECTURES, name)) {
    throw new Error(`unknown model: ${name} (expected one of ${modelNames().join(', ')})`);
  }
  return ARCHITECTURES[name];
}

/** Also of what is no tuple: a shape may come from JSON. */
export function checkInputShape(shape: readonly number[]): readonly number[] {
  if (shape.length === 3 && shape.every((size) => Number.isInteger(size) && size >= 1)) return shape;
  throw new Error(
    `invalid inputShape: [${shape.join(', ')}] (expected height, width and channels, integers >= 1)`,
  );
}

function checkWidths(name: string, widths: readonly number[]): void {
  if (name !== 'dense') throw new Error(`widths for ${name} (only the model dense takes them)`);
  if (widths.length === 0 || !widths.every((width) => Number.isInteger(width) && width >= 1)) {
    throw new Error(`invalid widths: [${widths.join(', ')}] (expected one or more integers >= 1)`);
  }
}

import type * as tfl from '@tensorflow/tfjs-layers';
import { leaky4 } from './architectures/leaky4';
import { tiny } from './architectures/tiny';
import { wide4 } from './architectures/wide4';
import type { ArchitectureOptions } from './stack';

const ARCHITECTURES: Record<string, (options: ArchitectureOptions) => tfl.LayersModel> = {
  tiny,
  leaky4,
  wide4,
};

export interface CreateModelOptions {
  /** Integer; the same seed gives the same weights on every backend. Default 0. */
  seed?: number;
  /** Height, width, channels. Default [48, 48, 1]. */
  inputShape?: [number, number, number];
  /** Number of classes, >= 2. Default 7. */
  classes?: number;
  /** Dropout rate 0 <= rate < 1 in place of the architecture's own; 0 leaves dropout out. */
  dropout?: number;
  /** false leaves batch normalisation out. Default true. */
  batchNorm?: boolean;
}

/** The names that `createModel` knows. */
export function modelNames(): string[] {
  return Object.keys(ARCHITECTURES);
}

/**
 * A named architecture with seeded initial weights: images `[N, H, W, C]` float32 in, class probabilities
 * `[N, classes]` out. Its last two layers are `logits` and `probabilities` (softmax).
 *
 * @throws on an unknown name (the message lists the known ones) or an invalid option.
 * @example
 * const model = createModel('leaky4', { seed: 1 });
 */
export function createModel(
  name: string,
  { seed = 0, inputShape = [48, 48, 1], classes = 7, dropout, batchNorm = true }: CreateModelOptions = {},
): tfl.LayersModel {
  if (!Object.hasOwn(ARCHITECTURES, name)) {
    throw new Error(`unknown model: ${name} (expected one of ${modelNames().join(', ')})`);
  }
  if (!Number.isInteger(seed)) throw new Error(`invalid seed: ${seed} (expected an integer)`);
  if (!Number.isInteger(classes) || classes < 2) {
    throw new Error(`invalid classes: ${classes} (expected an integer >= 2)`);
  }
  if (dropout !== undefined && !(dropout >= 0 && dropout < 1)) {
    throw new Error(`invalid dropout: ${dropout} (expected 0 <= rate < 1)`);
  }
  return ARCHITECTURES[name]({ seed, inputShape, classes, dropout, batchNorm });
}

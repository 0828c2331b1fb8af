import type * as tfl from '@tensorflow/tfjs-layers';
import { checkInputShape, createModel, type CreateModelOptions } from './create-model';

export interface MatchWidthsOptions {
  /** Height, width, channels. Default [48, 48, 1]. */
  inputShape?: readonly [number, number, number];
  /** Number of classes, >= 2. Default 7. */
  classes?: number;
  /** Number of hidden layers, all of one width but the last. Default 3. */
  depth?: number;
  /** In place of `depth`: hidden widths whose ratios are kept, scaled by one factor and rounded. */
  widths?: readonly number[];
}

export interface MatchParametersOptions
  extends MatchWidthsOptions, Pick<CreateModelOptions, 'seed' | 'dropout' | 'initializer'> {}

/**
 * The dense net whose number of parameters is nearest to `target`, as a model: a convolutional net's twin of equal
 * size. `createModel('dense', { widths })` makes it again.
 *
 * @returns the model, its hidden widths and its number of parameters.
 * @throws where the target is less than the smallest such net has, or an option is invalid.
 * @example
 * const { model, widths, total } = matchParameters(400_583, { depth: 3 });
 */
export function matchParameters(
  target: number,
  { seed, dropout, initializer, ...options }: MatchParametersOptions = {},
): { model: tfl.LayersModel; widths: number[]; total: number } {
  const { widths, total } = matchWidths(target, options);
  const { inputShape, classes } = options;
  const model = createModel('dense', { seed, inputShape, classes, dropout, initializer, widths });
  return { model, widths, total };
}

/**
 * What `matchParameters` finds, by arithmetic alone. All hidden widths are those of the pattern (`depth`: equal ones)
 * times one factor, rounded; the last one is free between half and twice that, which makes the count finer. Of all
 * these nets the nearest; of equally near ones that whose last width deviates least from the pattern.
 *
 * A net of hidden widths w1..wd on n inputs and c classes has (n + 1) w1 + (w1 + 1) w2 + .. + (wd + 1) c parameters.
 */
export function matchWidths(
  target: number,
  { inputShape = [48, 48, 1], classes = 7, depth = 3, widths: pattern }: MatchWidthsOptions = {},
): { widths: number[]; total: number } {
  if (!Number.isInteger(classes) || classes < 2) {
    throw new Error(`invalid classes: ${classes} (expected an integer >= 2)`);
  }
  const ratios = pattern ?? equalRatios(depth);
  if (ratios.length === 0 || !ratios.every((ratio) => Number.isFinite(ratio) && ratio > 0)) {
    throw new Error(`invalid widths: [${ratios.join(', ')}] (expected one or more numbers > 0)`);
  }
  const inputs = checkInputShape(inputShape).reduce((product, size) => product * size, 1);
  const count = (widths: readonly number[]) => denseParameters(inputs, widths, classes);
  const least = count(ratios.map(() => 1));
  if (!(target >= least && Number.isFinite(target))) {
    throw new Error(`invalid target: ${target} (expected at least ${least} parameters for this depth)`);
  }
  let best: { widths: number[]; total: number; off: number; bent: number } | undefined;
  for (const scaled of scaledWidths(ratios)) {
    const leading = scaled.slice(0, -1);
    const last = scaled[scaled.length - 1];
    const [fewest, most] = [Math.ceil(last / 2), last * 2];
    if (best && count([...leading, fewest]) - target > best.off) break;
    // The count is linear in the last width.
    const base = count([...leading, 0]);
    const exact = (target - base) / (count([...leading, 1]) - base);
    for (const width of [Math.floor(exact), Math.ceil(exact)]) {
      const widths = [...leading, Math.min(most, Math.max(fewest, width))];
      const total = count(widths);
      const off = Math.abs(total - target);
      const bent = Math.abs(Math.log(widths[widths.length - 1] / last));
      if (!best || off < best.off || (off === best.off && bent < best.bent))
        best = { widths, total, off, bent };
    }
  }
  const { widths, total } = best!;
  return { widths, total };
}

function equalRatios(depth: number): number[] {
  if (!Number.isInteger(depth) || depth < 1)
    throw new Error(`invalid depth: ${depth} (expected an integer >= 1)`);
  return Array.from({ length: depth }, () => 1);
}

/** max(1, round(factor * ratio)) for growing factors, without end; each combination of widths once. */
function* scaledWidths(ratios: readonly number[]): Generator<number[]> {
  let widths = ratios.map(() => 1);
  for (;;) {
    yield widths;
    const factors = widths.map((width, i) => (width + 0.5) / ratios[i]);
    const next = Math.min(...factors) * (1 + 1e-12);
    widths = widths.map((width, i) => (factors[i] <= next ? width + 1 : width));
  }
}

function denseParameters(inputs: number, widths: readonly number[], classes: number): number {
  const sizes = [inputs, ...widths, classes];
  return sizes.slice(1).reduce((sum, size, i) => sum + (sizes[i] + 1) * size, 0);
}

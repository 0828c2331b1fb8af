/** What every optimiser is by default: those of the framework named. Integers and floats alike are numbers. */
const DEFAULTS = {
  /** Keras. Momentum as Sutskever et al. 2013; `weightDecay` is added to the gradient, as PyTorch does (L2). */
  sgd: { learningRate: 0.01, momentum: 0, nesterov: false, weightDecay: 0 },
  /** Keras; PyTorch's epsilon is 1e-8. */
  adam: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  /** PyTorch: the decay is apart from the gradient, `w -= learningRate * weightDecay * w`. */
  adamw: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
  /** Keras. */
  adamax: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  /** Keras. */
  adagrad: { learningRate: 0.001, initialAccumulator: 0.1, epsilon: 1e-7 },
  /** Keras before 2.4, as study 5 used it; since then its learning rate is 0.001. */
  adadelta: { learningRate: 1, rho: 0.95, epsilon: 1e-7 },
  /** Keras, with epsilon outside of the root, as PyTorch and Keras up to 2.10 have it. */
  rmsprop: { learningRate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
};

type Settings<Name extends keyof typeof DEFAULTS> = (typeof DEFAULTS)[Name];

/** Limits on the gradients, before all else that an optimiser does. */
export interface GradientClipping {
  /** All gradients together are scaled down to at most this Euclidean norm (Pascanu et al. 2013). Default: as they are. */
  clipNorm?: number;
  /** Each number of a gradient is limited to -clipValue..clipValue. Default: as it is. */
  clipValue?: number;
}

/** The names of the optimisers. */
export type OptimizerName = keyof typeof DEFAULTS;

/** An optimiser as data, so that it can stand in a JSON spec; the formulas stand with each update rule. */
export type OptimizerSpec = {
  [Name in OptimizerName]: { name: Name } & Partial<Settings<Name>> & GradientClipping;
}[OptimizerName];

/** An optimiser's spec with nothing left unsaid. */
export type CompleteOptimizerSpec = {
  [Name in OptimizerName]: { name: Name } & Settings<Name> & GradientClipping;
}[OptimizerName];

/** The spec of one optimiser by its name. */
export type SpecOf<Name extends OptimizerName> = Extract<CompleteOptimizerSpec, { name: Name }>;

/** The names that a spec may have. */
export function optimizerNames(): OptimizerName[] {
  return Object.keys(DEFAULTS) as OptimizerName[];
}

/**
 * Fills in the defaults: `sgd` learning rate 0.01 without momentum; `adam`, `adamax` 0.001, betas 0.9 and 0.999,
 * epsilon 1e-7; `adamw` the same with weight decay 0.01 and epsilon 1e-8; `adagrad` 0.001, accumulators from 0.1;
 * `adadelta` 1, rho 0.95; `rmsprop` 0.001, rho 0.9.
 *
 * @throws on an unknown name or setting, or a value out of range; the message says what was expected.
 * @example
 * completeOptimizer({ name: 'sgd', momentum: 0.9 }); // learningRate: 0.01, nesterov: false, weightDecay: 0
 */
export function completeOptimizer(spec: OptimizerSpec): CompleteOptimizerSpec {
  const { name, ...given } = spec;
  if (!Object.hasOwn(DEFAULTS, name))
    throw new Error(`unknown optimizer: ${String(name)} (expected one of ${optimizerNames().join(', ')})`);
  const defaults: Record<string, number | boolean> = DEFAULTS[name];
  const known = [...Object.keys(defaults), 'clipNorm', 'clipValue'];
  for (const [key, value] of Object.entries(given)) {
    if (!known.includes(key))
      throw new Error(`unknown setting of ${name}: ${key} (expected ${known.join(', ')})`);
    if (value !== undefined) check(key, value);
  }
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { name, ...defaults, ...said } as CompleteOptimizerSpec;
}

const POSITIVE = { expected: 'a number > 0', holds: (x: number) => x > 0 };
const NOT_NEGATIVE = { expected: 'a number >= 0', holds: (x: number) => x >= 0 };
const SHARE = { expected: '0 <= number < 1', holds: (x: number) => x >= 0 && x < 1 };

const RANGES: Record<string, typeof POSITIVE> = {
  learningRate: POSITIVE,
  epsilon: POSITIVE,
  clipNorm: POSITIVE,
  clipValue: POSITIVE,
  weightDecay: NOT_NEGATIVE,
  initialAccumulator: NOT_NEGATIVE,
  momentum: SHARE,
  beta1: SHARE,
  beta2: SHARE,
  rho: SHARE,
};

function check(key: string, value: number | boolean): void {
  const range = RANGES[key];
  if (range === undefined) {
    if (typeof value !== 'boolean')
      throw new Error(`invalid ${key}: ${String(value)} (expected true or false)`);
    return;
  }
  const words = key.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  if (typeof value !== 'number' || !Number.isFinite(value) || !range.holds(value))
    throw new Error(`invalid ${words}: ${String(value)} (expected ${range.expected})`);
}

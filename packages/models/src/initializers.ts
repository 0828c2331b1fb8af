import * as tfl from '@tensorflow/tfjs-layers';

/** Numbers of values that a kernel of convolution or dense layer adds up for one output, and gives one input to. */
export interface Fans {
  fanIn: number;
  fanOut: number;
}

type Initializer = ReturnType<typeof tfl.initializers.zeros>;
type Maker = (fans: Fans, seed: number) => Initializer;

/**
 * How initial kernels are drawn, by name:
 *
 * - `glorot*`: variance 2 / (fan in + fan out), Glorot and Bengio 2010
 * - `he*`: variance 2 / fan in, He et al. 2015, arXiv:1502.01852
 * - `lecun*`: variance 1 / fan in, LeCun et al. 1998
 * - `torch`: uniform in +-1/sqrt(fan in), biases too, which are 0 with all others: PyTorch's default
 *
 * The normal ones are cut at two standard deviations, and widened so that the variance is still as said (as Keras has it).
 */
const KERNELS = {
  glorotUniform: (_, seed) => tfl.initializers.glorotUniform({ seed }),
  glorotNormal: ({ fanIn, fanOut }, seed) => truncatedNormal(2 / (fanIn + fanOut), seed),
  heUniform: (_, seed) => tfl.initializers.heUniform({ seed }),
  heNormal: ({ fanIn }, seed) => truncatedNormal(2 / fanIn, seed),
  lecunUniform: (_, seed) => tfl.initializers.leCunUniform({ seed }),
  lecunNormal: ({ fanIn }, seed) => truncatedNormal(1 / fanIn, seed),
  torch: ({ fanIn }, seed) => symmetric(1 / Math.sqrt(fanIn), seed),
} satisfies Record<string, Maker>;

export type InitializerName = keyof typeof KERNELS;

/** The names that the option `initializer` takes. */
export function initializerNames(): InitializerName[] {
  return Object.keys(KERNELS) as InitializerName[];
}

/** The initialiser of a kernel. */
export function kernelInitializer(name: InitializerName, fans: Fans, seed: number): Initializer {
  return KERNELS[name](fans, seed);
}

/** The initialiser of a bias; `nextSeed` is called only where the bias is drawn. */
export function biasInitializer(name: InitializerName, fans: Fans, nextSeed: () => number): Initializer {
  return name === 'torch' ? symmetric(1 / Math.sqrt(fans.fanIn), nextSeed()) : tfl.initializers.zeros();
}

const symmetric = (bound: number, seed: number) =>
  tfl.initializers.randomUniform({ minval: -bound, maxval: bound, seed });

/** What is left of the standard deviation of a normal distribution that is cut at +-2. */
const DEVIATION_CUT_AT_2 = 0.879_625_661_034_239_8;

const truncatedNormal = (variance: number, seed: number) =>
  tfl.initializers.truncatedNormal({ mean: 0, stddev: Math.sqrt(variance) / DEVIATION_CUT_AT_2, seed });

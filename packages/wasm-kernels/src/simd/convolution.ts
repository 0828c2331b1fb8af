import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvGeometry } from '../conv-geometry';
import type { WasmBackend } from '../wasm-backend';
import { address, withBytes } from '../wasm-backend';
import { simdKernels } from './simd-kernels';

/** Must match assembly/lanes.ts. */
export const fusedActivations: Record<string, number> = { linear: 0, relu: 1, relu6: 2, leakyrelu: 3 };

export interface Epilogue {
  bias?: TensorInfo;
  /** A key of `fusedActivations`; default linear. */
  activation?: string;
  /** Slope of leaky ReLU below 0. */
  alpha?: number;
}

/** Sides of the filters that have a Winograd convolution, with tiles of 6 x 6. */
const WINOGRAD_TAPS = [3, 5];
/** With fewer channels than this on either side the tiles' transforms cost more than they save (measured). */
const WINOGRAD_CHANNELS = 8;
/** Below this many output channels most of a block of eight would be padding. */
const DIRECT_CHANNELS = 5;

const isPlain = (g: ConvGeometry) => g.dilationHeight === 1 && g.dilationWidth === 1;

function suitsWinograd(g: ConvGeometry): boolean {
  const square = g.kernelHeight === g.kernelWidth && g.strideHeight === 1 && g.strideWidth === 1;
  return (
    square &&
    WINOGRAD_TAPS.includes(g.kernelWidth) &&
    isPlain(g) &&
    Math.min(g.inChannels, g.outChannels) >= WINOGRAD_CHANNELS
  );
}

function suitsDirect(g: ConvGeometry): boolean {
  return isPlain(g) && g.outChannels >= DIRECT_CHANNELS;
}

/** Whether `convolve` is the fastest way; a 1 x 1 convolution is a matrix product, which the stock kernel does as well. */
export function canConvolve(g: ConvGeometry): boolean {
  const isProduct = g.kernelHeight === 1 && g.kernelWidth === 1;
  return suitsWinograd(g) || (suitsDirect(g) && !isProduct);
}

function tilesOf(g: ConvGeometry): number {
  const side = 7 - g.kernelWidth;
  return g.batch * Math.ceil(g.outHeight / side) * Math.ceil(g.outWidth / side);
}

function directScratchSize(kernels: ReturnType<typeof simdKernels>, g: ConvGeometry): number {
  return kernels.directScratchSize(
    g.inChannels,
    g.outHeight,
    g.outWidth,
    g.outChannels,
    g.kernelHeight,
    g.kernelWidth,
    g.strideHeight,
    g.strideWidth,
    g.dilationHeight,
    g.dilationWidth,
  );
}

/**
 * Convolution with bias and activation in one pass: Winograd's for 3 x 3 or 5 x 5 and stride 1, else by the definition.
 *
 * @param filter `[kh, kw, C, K]`; if `turned`, `[kh, kw, K, C]` of the convolution whose input gradient this is
 * @param out `[N, H', W', K]`
 */
export function convolve(
  backend: WasmBackend,
  g: ConvGeometry,
  x: TensorInfo,
  filter: TensorInfo,
  out: TensorInfo,
  { bias, activation = 'linear', alpha = 0 }: Epilogue = {},
  turned = false,
): void {
  const kernels = simdKernels(backend);
  const epilogue = [
    bias ? address(backend, bias) : 0,
    fusedActivations[activation],
    alpha,
    address(backend, out),
  ];
  const input = [address(backend, x), g.batch, g.inHeight, g.inWidth, g.inChannels];
  const output = [g.outHeight, g.outWidth, g.outChannels];
  const weights = address(backend, filter);
  // The order of channels that the filter was made for.
  const [from, to] = turned ? [g.outChannels, g.inChannels] : [g.inChannels, g.outChannels];
  if (suitsWinograd(g)) {
    withBytes(backend, kernels.winogradFilterSize(g.inChannels, g.outChannels), (transformed) =>
      withBytes(backend, kernels.winogradScratchSize(g.inChannels, g.outChannels, tilesOf(g)), (scratch) => {
        kernels.winogradFilter(weights, g.kernelWidth, from, to, turned, transformed, scratch);
        kernels.winogradConv(
          ...input,
          g.kernelWidth,
          g.padTop,
          g.padLeft,
          transformed,
          ...epilogue,
          ...output,
          scratch,
        );
      }),
    );
    return;
  }
  const pixels = g.kernelHeight * g.kernelWidth;
  const taps = pixels * g.inChannels;
  const shape = [g.kernelHeight, g.kernelWidth, g.strideHeight, g.strideWidth, g.padTop, g.padLeft];
  withBytes(backend, kernels.packedFilterSize(taps, g.outChannels), (packed) =>
    withBytes(backend, directScratchSize(kernels, g), (scratch) => {
      if (turned) {
        withBytes(backend, 4 * taps * g.outChannels, (straight) => {
          kernels.turnFilter(weights, pixels, from, to, straight);
          kernels.packFilter(straight, taps, g.outChannels, packed);
        });
      } else {
        kernels.packFilter(weights, taps, g.outChannels, packed);
      }
      kernels.directConv(...input, ...shape, packed, ...epilogue, ...output, scratch);
    }),
  );
}

/**
 * Gradient of a convolution to its filter.
 *
 * @param x `[N, H, W, C]`
 * @param dy `[N, H', W', K]`
 * @returns `[kh, kw, C, K]`
 */
export function filterGradient(
  backend: WasmBackend,
  g: ConvGeometry,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo {
  const kernels = simdKernels(backend);
  const out = backend.makeOutput([g.kernelHeight, g.kernelWidth, g.inChannels, g.outChannels], 'float32');
  const input = [address(backend, x), g.batch, g.inHeight, g.inWidth, g.inChannels];
  const output = [address(backend, dy), g.outHeight, g.outWidth, g.outChannels, address(backend, out)];
  if (suitsWinograd(g)) {
    withBytes(backend, kernels.winogradFilterSize(g.inChannels, g.outChannels), (sums) =>
      withBytes(backend, kernels.winogradScratchSize(g.inChannels, g.outChannels, tilesOf(g)), (scratch) =>
        kernels.winogradFilterGradient(
          ...input,
          g.kernelWidth,
          g.padTop,
          g.padLeft,
          ...output,
          sums,
          scratch,
        ),
      ),
    );
  } else {
    const kernel = [g.kernelHeight, g.kernelWidth, g.strideHeight, g.strideWidth];
    const origin = [g.dilationHeight, g.dilationWidth, g.padTop, g.padLeft];
    withBytes(backend, directScratchSize(kernels, g), (scratch) =>
      kernels.directFilterGradient(...input, ...kernel, ...origin, ...output, scratch),
    );
  }
  return out;
}

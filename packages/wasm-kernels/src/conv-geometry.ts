import { backend_util } from '@tensorflow/tfjs-core';

/** How a convolution or pooling walks over `[N, H, W, C]`: sizes, steps and the padding before the first row and column. */
export interface ConvGeometry {
  batch: number;
  inHeight: number;
  inWidth: number;
  inChannels: number;
  outHeight: number;
  outWidth: number;
  outChannels: number;
  kernelHeight: number;
  kernelWidth: number;
  strideHeight: number;
  strideWidth: number;
  dilationHeight: number;
  dilationWidth: number;
  padTop: number;
  padLeft: number;
}

/** Attributes that every convolution op of TF.js carries. */
export interface ConvAttrs {
  strides: [number, number] | number;
  pad: 'same' | 'valid' | number | [[0, 0], [number, number], [number, number], [0, 0]];
  dataFormat?: 'NHWC' | 'NCHW';
  dilations?: [number, number] | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Attributes of the pooling ops. */
export interface PoolAttrs {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: ConvAttrs['pad'];
  dimRoundingMode?: ConvAttrs['dimRoundingMode'];
}

type Info = backend_util.Conv2DInfo;

function fromInfo(info: Info): ConvGeometry {
  return {
    batch: info.batchSize,
    inHeight: info.inHeight,
    inWidth: info.inWidth,
    inChannels: info.inChannels,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    outChannels: info.outChannels,
    kernelHeight: info.filterHeight,
    kernelWidth: info.filterWidth,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    padTop: info.padInfo.top,
    padLeft: info.padInfo.left,
  };
}

/**
 * The geometry of a 2-D convolution of `[N, H, W, C]` with a filter `[kh, kw, C, K]` (`[kh, kw, C, multiplier]` if depthwise).
 * Throws `<name>: invalid dataFormat: NCHW (expected NHWC)`.
 */
export function convGeometry(
  name: string,
  shapes: { input: number[]; filter: number[] },
  attrs: ConvAttrs,
  depthwise = false,
): ConvGeometry {
  if (attrs.dataFormat && attrs.dataFormat !== 'NHWC') {
    throw new Error(`${name}: invalid dataFormat: ${attrs.dataFormat} (expected NHWC)`);
  }
  return fromInfo(
    backend_util.computeConv2DInfo(
      shapes.input as [number, number, number, number],
      shapes.filter as [number, number, number, number],
      attrs.strides,
      attrs.dilations ?? 1,
      attrs.pad,
      attrs.dimRoundingMode,
      depthwise,
    ),
  );
}

/** The geometry of a 2-D pooling of `[N, H, W, C]`. */
export function poolGeometry(input: number[], attrs: PoolAttrs): ConvGeometry {
  return fromInfo(
    backend_util.computePool2DInfo(
      input as [number, number, number, number],
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    ),
  );
}

/**
 * The output positions `[first, end)` along one axis whose tap `tap` (0-based, dilated) falls inside the input:
 * `0 <= out * stride - pad + tap * dilation < size`.
 */
export function validRange(
  axis: { size: number; out: number; stride: number; dilation: number; pad: number },
  tap: number,
): [number, number] {
  const shift = tap * axis.dilation - axis.pad;
  const first = Math.min(axis.out, Math.max(0, Math.ceil(-shift / axis.stride)));
  const end = Math.max(first, Math.min(axis.out, Math.floor((axis.size - 1 - shift) / axis.stride) + 1));
  return [first, end];
}

/** The vertical and horizontal axis of a geometry, as `validRange` wants them. */
export function axesOf(g: ConvGeometry) {
  return {
    vertical: {
      size: g.inHeight,
      out: g.outHeight,
      stride: g.strideHeight,
      dilation: g.dilationHeight,
      pad: g.padTop,
    },
    horizontal: {
      size: g.inWidth,
      out: g.outWidth,
      stride: g.strideWidth,
      dilation: g.dilationWidth,
      pad: g.padLeft,
    },
  };
}

/** The arguments that the SIMD functions over windows share, in their order. */
export function windowArguments(g: ConvGeometry, dilated = false): number[] {
  return [
    ...[g.batch, g.inHeight, g.inWidth, g.inChannels],
    ...[g.kernelHeight, g.kernelWidth, g.strideHeight, g.strideWidth],
    ...(dilated ? [g.dilationHeight, g.dilationWidth] : []),
    ...[g.padTop, g.padLeft, g.outHeight, g.outWidth],
  ];
}

import type { AxisWindow } from '../axis-window';
import type { LayerFields } from './layer-part';

/** How layers of these classes slide over what they take. */
const readers: Record<string, (fields: LayerFields) => AxisWindow[]> = {
  Conv1D: kernelWindows,
  Conv2D: kernelWindows,
  Conv3D: kernelWindows,
  SeparableConv2D: kernelWindows,
  // The layer takes a dilation and does not use it.
  DepthwiseConv2D: (fields) => kernelWindows({ ...fields, dilationRate: 1 }),
  Conv2DTranspose: transposedWindows,
  Conv3DTranspose: transposedWindows,
  MaxPooling1D: poolWindows,
  MaxPooling2D: poolWindows,
  MaxPooling3D: poolWindows,
  AveragePooling1D: poolWindows,
  AveragePooling2D: poolWindows,
  AveragePooling3D: poolWindows,
  ZeroPadding2D: ({ padding }) =>
    (padding as unknown as Pair[]).map((added) => ({ reach: 1, stride: 1, padding: added })),
  Cropping2D: ({ cropping }) =>
    cropping!.map(([first, last]) => ({ reach: 1, stride: 1, padding: [-first, -last] })),
  UpSampling2D: ({ size, interpolation }) =>
    size!.map((up) => {
      // A place between two is a mixture of both.
      const [reach, before] = interpolation === 'bilinear' ? [2 * up - 1, up - 1] : [up, 0];
      return { reach, stride: 1, up, padding: [before, reach - up - before] };
    }),
};

type Pair = [number, number];

/** The windows of a layer along each axis; `undefined` where it is none that slides, or has its channels first. */
export function layerWindows(type: string, fields: LayerFields): AxisWindow[] | undefined {
  if (fields.dataFormat === 'channelsFirst' || !Object.hasOwn(readers, type)) return undefined;
  return readers[type](fields);
}

function kernelWindows({ kernelSize, strides, padding, dilationRate = 1 }: LayerFields): AxisWindow[] {
  const dilation = [dilationRate].flat();
  return kernelSize!.map((kernel, axis) => ({
    reach: (kernel - 1) * (dilation[axis] ?? dilation[0]) + 1,
    stride: strides![axis],
    padding: padding === 'same' ? 'same' : [0, 0],
  }));
}

function poolWindows({ poolSize, strides, padding }: LayerFields): AxisWindow[] {
  return poolSize!.map((reach, axis) => ({
    reach,
    stride: strides![axis],
    padding: padding === 'same' ? 'same' : [0, 0],
  }));
}

function transposedWindows({ kernelSize, strides, padding }: LayerFields): AxisWindow[] {
  return kernelSize!.map((reach, axis) => ({
    reach,
    stride: 1,
    up: strides![axis],
    padding: padding === 'same' ? 'same' : [0, 0],
  }));
}

import type * as tfl from '@tensorflow/tfjs-layers';
import { convOutputSize } from '@fer/models';

/** A layer's output size as the formula gives it, beside that of the layer as built. */
export interface OutputSize {
  layer: string;
  type: string;
  input: number;
  kernel: number;
  /** 'same', or pixels on each side. */
  padding: 'same' | number;
  stride: number;
  /** By the formula, in words. */
  formula: string;
  output: number;
  built: number;
}

/** Heights after each convolution and pooling: `floor((input + 2 padding - kernel) / stride) + 1`, ceil(input / stride) for 'same'. */
export function outputSizes(model: tfl.LayersModel): OutputSize[] {
  return model.layers.flatMap((layer): OutputSize[] => {
    const config = layer.getConfig() as {
      kernelSize?: number | number[];
      poolSize?: number | number[];
      strides?: number | number[] | null;
      padding?: string;
    };
    const window = config.kernelSize ?? config.poolSize;
    const built = (layer.outputShape as number[])[1];
    if (window === undefined || (layer.outputShape as number[]).length !== 4) return [];
    const input = (layer.input as tfl.SymbolicTensor).shape[1] as number;
    const kernel = first(window);
    const stride = first(config.strides ?? window);
    const padding = paddingOf(config.padding, kernel, stride);
    const output = convOutputSize({ input, kernel, padding, stride });
    const formula =
      padding === 'same'
        ? `⌈${input} / ${stride}⌉`
        : `⌊(${input} + 2·${padding} − ${kernel}) / ${stride}⌋ + 1`;
    return [
      {
        layer: layer.name,
        type: layer.getClassName(),
        input,
        kernel,
        padding,
        stride,
        formula,
        output,
        built,
      },
    ];
  });
}

/** 'same' adds half of what the kernel takes away, where a stride of 1 leaves no doubt about it. */
function paddingOf(padding: string | undefined, kernel: number, stride: number): 'same' | number {
  if (padding !== 'same') return 0;
  return stride === 1 && kernel % 2 === 1 ? (kernel - 1) / 2 : 'same';
}

function first(size: number | number[]): number {
  return Array.isArray(size) ? size[0] : size;
}

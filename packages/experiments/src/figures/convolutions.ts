import type * as tfl from '@tensorflow/tfjs-layers';

/** The first convolution of a model; throws where there is none. */
export function firstConvolution(model: tfl.LayersModel): string {
  return convolutions(model)[0];
}

/** The last convolution of a model; throws where there is none. */
export function lastConvolution(model: tfl.LayersModel): string {
  return convolutions(model).at(-1) as string;
}

function convolutions(model: tfl.LayersModel): string[] {
  const names = convolutionNames(model);
  if (names.length === 0) throw new Error(`model ${model.name} has no convolution to look into`);
  return names;
}

/** Whether there are convolutions to look into: a dense net has none. */
export function hasConvolutions(model: tfl.LayersModel): boolean {
  return convolutionNames(model).length > 0;
}

/** Convolutions of a model in order. */
export function convolutionNames(model: tfl.LayersModel): string[] {
  return model.layers.filter((layer) => layer.getClassName() === 'Conv2D').map((layer) => layer.name);
}

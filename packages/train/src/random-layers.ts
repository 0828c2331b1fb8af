import type * as tfl from '@tensorflow/tfjs-layers';

/** A layer that draws random numbers in training and wants to know for which step (`SeededDropout`). */
export interface RandomLayer {
  setRandomStep(step: number): void;
}

/** The layers of a model, and of the models in it, that draw random numbers. */
export function randomLayersOf(model: tfl.LayersModel): RandomLayer[] {
  return model.layers.flatMap((layer) => {
    if ('layers' in layer) return randomLayersOf(layer as tfl.LayersModel);
    return 'setRandomStep' in layer ? [layer as tfl.layers.Layer & RandomLayer] : [];
  });
}

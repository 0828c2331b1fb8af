import * as tfl from '@tensorflow/tfjs-layers';

/**
 * A net with random weights and all that matters: `conv` (with its relu) `[4, 5, 3]`, `pool` `[2, 2, 3]`, `flat` `[12]`,
 * `fc` (relu) `[4]` and `scores` `[3]`. It takes images `[6, 7, 2]`.
 */
export function tinyNet(seed: number): tfl.LayersModel {
  const random = (k: number) => ({
    kernelInitializer: tfl.initializers.glorotNormal({ seed: seed * 10 + k }),
    biasInitializer: tfl.initializers.randomNormal({ stddev: 0.1, seed: seed * 10 + k + 5 }),
  });
  const { conv2d, maxPooling2d, flatten, dense } = tfl.layers;
  const layers = [
    conv2d({
      inputShape: [6, 7, 2],
      filters: 3,
      kernelSize: 3,
      activation: 'relu',
      name: 'conv',
      ...random(1),
    }),
    maxPooling2d({ poolSize: 2, name: 'pool' }),
    flatten({ name: 'flat' }),
    dense({ units: 4, activation: 'relu', name: 'fc', ...random(2) }),
    dense({ units: 3, name: 'scores', ...random(3) }),
  ];
  return tfl.sequential({ layers });
}

/** An image for {@link tinyNet}. */
export function tinyImage(phase: number): { data: Float32Array; shape: number[] } {
  const data = Float32Array.from({ length: 84 }, (_, i) => 0.5 + Math.sin(i * 0.7 + phase) / 2);
  return { data, shape: [1, 6, 7, 2] };
}

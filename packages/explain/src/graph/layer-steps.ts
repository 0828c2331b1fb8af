import type * as tf from '@tensorflow/tfjs-core';
import { pointwise } from './axis-window';
import { activationParts, activations } from './layers/activations';
import { convolutions } from './layers/convolutions';
import { layerWindows } from './layers/layer-windows';
import type { Layer, LayerCallSite, LayerFields, LayerPart, LayerRule, LayerUse } from './layers/layer-part';
import { merging } from './layers/merging';
import { normalization } from './layers/normalization';
import { pooling } from './layers/pooling';
import { rearranging } from './layers/rearranging';
import { wrapping } from './layers/wrapping';

const rules = new Map<string, LayerRule>(
  Object.entries({
    ...activations,
    ...convolutions,
    ...merging,
    ...normalization,
    ...pooling,
    ...rearranging,
    ...wrapping,
  }),
);

/**
 * Splits a layer into steps of which rules know what they are, an activation of its own being the last. A layer without
 * a rule, also one of the user's own, is one opaque step: the layer itself, in inference mode.
 */
export function layerParts(layer: Layer, site: LayerCallSite): LayerPart[] {
  const parts = partsOf(layer, site);
  const windows = layerWindows(layer.getClassName(), layer as unknown as LayerFields);
  if (!windows) return parts;
  const [first, ...others] = parts;
  return [
    { ...first, windows },
    // The other half of a separable convolution.
    ...others.map((part) =>
      part.op === 'convolution' ? { ...part, windows: pointwise(windows.length) } : part,
    ),
  ];
}

function partsOf(layer: Layer, site: LayerCallSite): LayerPart[] {
  const fields = layer as unknown as LayerFields;
  const whole = (inputs: tf.Tensor[]): tf.Tensor[] => {
    const result = layer.call(inputs.length === 1 ? inputs[0] : inputs, { ...site.kwargs, training: false });
    return Array.isArray(result) ? result : [result];
  };
  const use: LayerUse = { type: layer.getClassName(), fields, whole, partsOf: layerParts, ...site };
  const parts = rules.get(use.type)?.(use);
  if (parts?.at(-1)?.op === 'activation') return parts;
  const own = use.type === 'Activation' ? [] : activationParts(fields);
  if (parts) return [...parts, ...own];
  return [{ op: 'opaque', ...(own[0] && { activation: own[0].activation }), compute: whole }];
}

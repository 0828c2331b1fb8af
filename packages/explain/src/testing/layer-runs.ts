import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import type { ExplainableModel } from '../common/subject';
import { internalInfluence } from '../layers/internal-influence';
import { layerActivations } from '../layers/layer-activations';
import { layerConductance } from '../layers/layer-conductance';
import { layerGradientXActivation } from '../layers/layer-gradient-x-activation';
import { layerIntegratedGradients } from '../layers/layer-integrated-gradients';
import { neuronConductance } from '../neurons/neuron-conductance';
import { neuronGradient } from '../neurons/neuron-gradient';
import { neuronIntegratedGradients } from '../neurons/neuron-integrated-gradients';
import { ruleOf } from './gradient-runs';
import type { ReferenceRecord } from './records';
import type { ReferenceRun } from './reference-runs';

/** A record's layer, neuron and path as our options. */
function optionsOf(record: ReferenceRecord) {
  const { layer, neuron, nSteps, baseline } = record.params as {
    layer: string;
    neuron?: { y: number; x: number; channel: number };
    nSteps?: number;
    baseline?: number;
  };
  return {
    layer,
    neuron: neuron && [neuron.y, neuron.x, neuron.channel],
    path: nSteps === undefined ? {} : { steps: nSteps, baseline, rule: ruleOf(record) },
  };
}

type Options = AttributionOptions & { layer: string };
type LayerMethod = (
  model: ExplainableModel,
  images: Images,
  options: Options,
) => Promise<{ values: Float32Array }>;
type NeuronMethod = (
  model: ExplainableModel,
  images: Images,
  options: Options & { neuron: number[] },
) => Promise<{ values: Float32Array }>;

function layerRun(name: string, method: RegExp, attribute: LayerMethod): ReferenceRun {
  return {
    name,
    kind: 'captum',
    method,
    async run(model, image, options, record) {
      const { layer, path } = optionsOf(record);
      return { attr: (await attribute(model, image, { ...options, layer, ...path })).values };
    },
  };
}

function neuronRun(name: string, method: RegExp, attribute: NeuronMethod): ReferenceRun {
  return {
    name,
    kind: 'captum',
    method,
    async run(model, image, options, record) {
      const { layer, neuron, path } = optionsOf(record);
      return {
        attr: (await attribute(model, image, { ...options, layer, neuron: neuron!, ...path })).values,
      };
    },
  };
}

export const layerRuns: readonly ReferenceRun[] = [
  {
    name: 'layerActivations',
    kind: 'captum',
    method: /^LayerActivation\//,
    async run(model, image, _, { params }) {
      const [{ values }] = await layerActivations(model, image, { layers: [params!.layer as string] });
      return { attr: values };
    },
  },
  layerRun('layerGradientXActivation', /^LayerGradientXActivation\//, layerGradientXActivation),
  layerRun('layerIntegratedGradients', /^LayerIntegratedGradients\//, layerIntegratedGradients),
  layerRun('layerConductance', /^LayerConductance\//, layerConductance),
  layerRun('internalInfluence', /^InternalInfluence\//, internalInfluence),
  neuronRun('neuronGradient', /^NeuronGradient\//, neuronGradient),
  neuronRun('neuronIntegratedGradients', /^NeuronIntegratedGradients\//, neuronIntegratedGradients),
  neuronRun('neuronConductance', /^NeuronConductance\//, neuronConductance),
];

import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { ScoreOptions } from '../common/options';
import { prepare, type Prepared } from '../common/prepare';
import type { ExplainableModel, Subject } from '../common/subject';
import { evaluate } from '../graph/evaluate';
import { findLayer } from '../graph/find-layer';
import type { LayerCall } from '../graph/graph';
import { checkNeuronAhead, neuronOf } from './neuron-index';
import type * as tf from '@tensorflow/tfjs-core';

/** Which neuron. */
export interface NeuronOptions {
  /** Name of the layer, with the path of nested models; `name@k` is the k-th call of a shared layer. */
  layer: string;
  /** The neuron's place in the layer's output without the batch: `[y, x, channel]` of a feature map, `[unit]` of a vector. */
  neuron: readonly number[];
}

const scoreOptionNames = ['target', 'score', 'outputs'] as const;

/** As `prepare`, with the neuron in the place of the score. */
export async function prepareNeuron(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: ScoreOptions & NeuronOptions,
): Promise<Prepared> {
  // No score is computed, so none can be out of reach.
  const prepared = await prepare(method, model, images, { ...options, score: 'probability' });
  const { subject, n } = prepared;
  const call = findLayer(subject.graph!, options.layer);
  checkNeuronAhead(options.neuron, call);
  const unused = scoreOptionNames.filter((name) => options[name] !== undefined);
  const warnings = unused.map(
    (name) => `option ${name} is not used: ${method} explains a neuron, not a score`,
  );
  return {
    ...prepared,
    score: 'logit',
    target: new Int32Array(n),
    subject: { ...neuronSubject(subject, call, options.neuron), warnings },
  };
}

/** The model up to a neuron, whose activation is its only score. */
export function neuronSubject(
  subject: Subject,
  call: LayerCall,
  neuron: readonly number[],
  seen?: (activations: tf.Tensor) => void,
): Subject {
  const graph = subject.graph!;
  const [id] = call.outputs;
  return {
    ...subject,
    head: { form: 'logits' },
    headValue: id,
    run(xs, { feeds, rule } = {}) {
      const all = new Map(graph.inputs.map((input, i) => [input, xs[i]]));
      feeds?.forEach((tensor, value) => all.set(value, tensor));
      const [activations] = evaluate(graph, all, [id], rule);
      seen?.(activations);
      return neuronOf(activations, neuron, call);
    },
  };
}

/** Says of a result that a neuron was explained: no class, and the neuron's activation as what the values explain. */
export function explainsNeuron<T extends Attribution>(attribution: T): T {
  const options = Object.fromEntries(
    Object.entries(attribution.provenance.options).filter(
      ([name]) => !(scoreOptionNames as readonly string[]).includes(name),
    ),
  );
  return {
    ...attribution,
    targets: attribution.targets.map(() => -1),
    provenance: { ...attribution.provenance, options },
  };
}

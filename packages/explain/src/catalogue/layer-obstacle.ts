import { dependsOn, stepsBetween } from '../graph/evaluate';
import { findLayer } from '../graph/find-layer';
import type { Graph } from '../graph/graph';
import type { ValueId } from '../graph/step';
import type { MethodInfo } from './method-info';

/** From which values to which a method of the layer and neuron families takes gradients. */
export type GradientSpan = [from: ValueId[], to: ValueId];

/** Whether the method explains a score of the model: not a neuron alone, or what layers put out. */
export function explainsScore({ name, family }: Pick<MethodInfo, 'name' | 'family'>): boolean {
  return !['neuron', 'activation'].includes(family) || name === 'neuronConductance';
}

/** Layer methods that go along a path in the space of the input. */
const inputPathMethods = new Set(['layerConductance', 'internalInfluence']);

/** The first embedding on the way from the inputs to the value: between two of its indices there is nothing. */
function embeddingBefore(graph: Graph, value: ValueId): string | undefined {
  return stepsBetween(graph, new Set(graph.inputs), [value]).find(({ type }) => type === 'Embedding')?.name;
}

/**
 * The gradients that a method with a required `layer` takes: from the score to the layer, of neurons from the neuron to
 * the inputs. Throws when the layer is missing or unknown; a text instead says what is wrong with it.
 */
export function layerSpans(
  method: Pick<MethodInfo, 'name' | 'family'>,
  graph: Graph,
  score: ValueId,
  layer: string | undefined,
): { layer: string; problem: string } | GradientSpan[] {
  if (layer === undefined) {
    const names = graph.calls.map((call) => call.name).join(', ');
    throw new Error(`option layer is missing (expected one of: ${names})`);
  }
  const call = findLayer(graph, layer);
  const [output] = call.outputs;
  const needsScore = explainsScore(method);
  if (needsScore && !dependsOn(graph, score, output)) {
    return { layer: call.name, problem: 'does not lead to the score that is explained' };
  }
  const words = inputPathMethods.has(method.name) && embeddingBefore(graph, output);
  if (words) {
    const problem = `can't be reached on a path in the input, which is the indices of '${words}' (Embedding); layerIntegratedGradients takes its path in the layer`;
    return { layer: call.name, problem };
  }
  if (method.family === 'neuron' && !graph.inputs.some((input) => dependsOn(graph, output, input))) {
    return { layer: call.name, problem: 'does not depend on the input' };
  }
  return [
    ...(method.family === 'neuron' ? ([[graph.inputs, output]] as GradientSpan[]) : []),
    ...(needsScore ? ([[[output], score]] as GradientSpan[]) : []),
  ];
}

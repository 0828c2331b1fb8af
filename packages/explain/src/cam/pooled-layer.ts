import type { Graph, LayerCall } from '../graph/graph';
import type { Step, ValueId } from '../graph/step';

const poolingTypes = /^(GlobalAveragePooling[123]D|AveragePooling[123]D|AvgPool(3D)?|Mean|Sum)$/;
const linearOps: readonly string[] = ['dense', 'convolution', 'linear', 'rearrange'];

/**
 * The layer that is pooled in a model that ends in global average pooling and then nothing but linear layers (one dense
 * layer, or none, or a 1x1 convolution); see {@link globalPooling}.
 */
export function pooledLayer(graph: Graph, headValue: ValueId): LayerCall {
  return callOf(graph, globalPooling(graph, headValue).inputs[0])!;
}

/** The global average pooling before the score; throws, with what it met instead, when the model is of another form. */
export function globalPooling(graph: Graph, headValue: ValueId): Step {
  let id = headValue;
  for (;;) {
    const step = graph.steps.find(({ outputs }) => outputs.includes(id));
    if (!step) throw new Error(`${expected}, but going back from the score it meets none`);
    if (isGlobalPooling(graph, step)) return step;
    // A reshape may take the shape from another value; all else must be one chain.
    const isChain = step.inputs.length === 1 || step.type === 'Reshape';
    if (!linearOps.includes(step.op) || !isChain) {
      throw new Error(
        `${expected}, but going back from the score it meets layer '${step.name}' (${step.type})`,
      );
    }
    id = step.inputs[0];
  }
}

const expected =
  'classActivationMap expects a convolution, global average pooling and then one dense layer or none before the score (gradCam takes any model)';

function isGlobalPooling(graph: Graph, { type, inputs, outputs }: Step): boolean {
  if (!poolingTypes.test(type)) return false;
  const from = callOf(graph, inputs[0])?.shape;
  const to = callOf(graph, outputs[0])?.shape;
  if (!from || !to || from.length < 3 || to.length < 2) return false;
  return to.slice(1, -1).every((size) => size === 1) && from.at(-1) === to.at(-1);
}

function callOf(graph: Graph, id: ValueId): LayerCall | undefined {
  return graph.calls.find(({ outputs, isContainer }) => outputs[0] === id && !isContainer);
}

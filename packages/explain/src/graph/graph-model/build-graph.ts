import type { InputInfo } from '../../common/images';
import type { Graph, LayerCall } from '../graph';
import type { Step, ValueId } from '../step';
import { internals, parseTensorName, type GraphModelLike, type GraphNode } from './graph-model';
import { isDefault, nodeContext } from './node-context';
import { lazyShapes } from './node-shapes';
import { nodeSteps } from './node-steps';

/** A GraphModel as a list of steps; see {@link Graph}. Nodes that do not depend on an input are no steps but weights. */
export interface NodeGraph extends Graph {
  inputInfo: InputInfo[];
  /** Number of images that the model was exported for; `undefined` where it is free. */
  fixedBatch?: number;
  /** In the order of `graph.outputs`. */
  outputNames: string[];
  /** The value of any tensor that leads to an output; `undefined` of others and of constants. */
  find(tensorName: string): ValueId | undefined;
}

/** Nodes that hand on what they get. */
const passing = new Set(['Identity', 'StopGradient', 'PreventGradient', 'Snapshot', 'CheckNumerics']);

/** Reads the nodes of a model into a {@link NodeGraph}; runs and changes nothing. */
export function buildNodeGraph(model: GraphModelLike): NodeGraph {
  const { nodes, inputs } = internals(model).executor.graph;
  const context = nodeContext(model);
  const outputCounts = countOutputs(model);
  const given = inputs.filter((node) => !isDefault(node));
  const steps: Step[] = [];
  const calls: LayerCall[] = [];
  const values = new Map<string, ValueId[]>();
  const shapeOf = lazyShapes(model, () => graph);
  let count = 0;

  function visit(node: GraphNode): ValueId[] {
    const known = values.get(node.name);
    if (known) return known;
    // A loop leads back here; its nodes are refused when they turn out to be needed.
    values.set(node.name, []);
    const outputs = passing.has(node.op) ? [valueOf(node.inputNames[0])] : addSteps(node);
    values.set(node.name, outputs);
    calls.push({
      name: node.name,
      type: node.op,
      outputs,
      get shape() {
        return shapeOf(outputs[0]);
      },
    });
    return outputs;
  }

  function valueOf(tensorName: string): ValueId {
    const { node, index } = parseTensorName(tensorName);
    return visit(nodes[node])[index];
  }

  function addSteps(node: GraphNode): ValueId[] {
    const outputCount = outputCounts.get(node.name) ?? 1;
    const read = nodeSteps(node, context, outputCount);
    let taken = read.inputs.map(valueOf);
    for (const [i, part] of read.parts.entries()) {
      const isLast = i === read.parts.length - 1;
      const outputs = Array.from({ length: isLast ? outputCount : 1 }, () => count++);
      steps.push({ ...part, name: node.name, type: node.op, inputs: taken, outputs });
      taken = outputs;
    }
    return taken;
  }

  for (const node of given) values.set(node.name, [count++]);
  const inputIds = given.map((node) => values.get(node.name)![0]);
  const outputs = outputTensors(model).filter(({ tensor }) => !context.isConstant(tensor));
  const graph: NodeGraph = {
    inputs: inputIds,
    outputs: outputs.map(({ tensor }) => valueOf(tensor)),
    steps,
    calls,
    inputInfo: given.map(inputInfo),
    fixedBatch: context.fixedBatch,
    outputNames: outputs.map(({ name }) => name),
    find: (tensorName) => {
      const { node, index } = parseTensorName(tensorName);
      return values.get(node)?.[index];
    },
  };
  return graph;
}

function inputInfo({ name, attrParams }: GraphNode): InputInfo {
  const shape = attrParams.shape?.value as number[] | undefined;
  // Without sizes the shape is not known: no model takes single numbers.
  if (!shape || shape.length === 0) return { name };
  return { name, shape: shape.map((size) => (size < 0 ? null : size)) };
}

/** The model's outputs, by their names in the signature where there is one. */
function outputTensors(model: GraphModelLike): { name: string; tensor: string }[] {
  const { executor, modelSignature } = internals(model);
  const { nodes, outputs } = executor.graph;
  const signed = Object.entries(modelSignature?.outputs ?? {}).flatMap(([name, { name: tensor }]) =>
    tensor && nodes[parseTensorName(tensor).node] ? [{ name, tensor }] : [],
  );
  if (signed.length > 0) return signed;
  return outputs.map(({ name, defaultOutput }) => ({
    name,
    tensor: defaultOutput ? `${name}:${defaultOutput}` : name,
  }));
}

/** Of every node the number of its outputs up to the last that another node or the model's user takes. */
function countOutputs(model: GraphModelLike): Map<string, number> {
  const taken = Object.values(internals(model).executor.graph.nodes).flatMap(({ inputNames }) => inputNames);
  const counts = new Map<string, number>();
  for (const name of [...taken, ...outputTensors(model).map(({ tensor }) => tensor)]) {
    const { node, index } = parseTensorName(name);
    counts.set(node, Math.max(counts.get(node) ?? 1, index + 1));
  }
  return counts;
}

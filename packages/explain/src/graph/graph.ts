import type * as tfl from '@tensorflow/tfjs-layers';
import { layerParts } from './layer-steps';
import type { Layer } from './layers/layer-part';
import type { Step, ValueId } from './step';

/** A layer at the place where the model calls it. */
export interface LayerCall {
  /** Layer name with those of nested models in front; `name@k` for the k-th call of a layer called several times. */
  name: string;
  type: string;
  outputs: ValueId[];
  /** Of the first output, the batch size (and other free sizes) `null`; `[]` where a graph model does not tell. */
  shape: readonly (number | null)[];
  /** A model inside the model: its layers are calls of their own. */
  isContainer?: boolean;
  /** It makes a mask that the layers after it look at. */
  makesMask?: boolean;
  channelsFirst?: boolean;
}

/** A LayersModel as a flat list of steps in the order in which they can run; nested models are unfolded. */
export interface Graph {
  inputs: ValueId[];
  outputs: ValueId[];
  steps: Step[];
  /** Every layer call but the input layers, nested models included, in order. */
  calls: LayerCall[];
}

type SymbolicTensor = tfl.SymbolicTensor;
type Container = tfl.LayersModel;

/** Where symbolic tensors are looked up: a nested model called twice has two scopes. */
interface Scope {
  values: Map<number, ValueId>;
  prefix: string;
  /** Nested models whose outputs are tensors of the scope itself, by the ids of these. */
  sharing: ReadonlyMap<number, Container>;
}

/** Reads the layers of a model (sequential, functional, nested, shared) into a {@link Graph}; runs and changes nothing. */
export function buildGraph(model: tfl.LayersModel): Graph {
  const steps: Step[] = [];
  const calls: LayerCall[] = [];
  let count = 0;

  function visit(tensor: SymbolicTensor, scope: Scope): ValueId {
    const known = scope.values.get(tensor.id);
    if (known !== undefined) return known;
    const shared = scope.sharing.get(tensor.id);
    if (shared) return visitSharing(shared, tensor, scope);
    const layer = tensor.sourceLayer;
    const node = layer.inboundNodes[tensor.nodeIndex];
    const name = scope.prefix + layer.name;
    if (node.inputTensors.length === 0)
      throw new Error(`layer '${name}' is no input of the model and has none`);
    const inputs = node.inputTensors.map((input) => visit(input, scope));
    const outputs = isContainer(layer)
      ? unfold(layer, inputs, `${name}/`)
      : addSteps(layer, name, inputs, node);
    calls.push({
      name,
      type: layer.getClassName(),
      outputs,
      shape: node.outputTensors[0].shape,
      ...traits(layer),
    });
    node.outputTensors.forEach((output, i) => scope.values.set(output.id, outputs[i]));
    return scope.values.get(tensor.id)!;
  }

  function visitSharing(container: Container, tensor: SymbolicTensor, scope: Scope): ValueId {
    const inputs = container.inputs.map((input) => visit(input, scope));
    const name = scope.prefix + container.name;
    const outputs = unfold(container, inputs, `${name}/`);
    const [{ shape }] = container.outputs;
    calls.push({ name, type: container.getClassName(), outputs, shape, ...traits(container) });
    container.outputs.forEach((output, i) => scope.values.set(output.id, outputs[i]));
    return scope.values.get(tensor.id)!;
  }

  function unfold(container: Container, inputs: ValueId[], prefix: string): ValueId[] {
    const values = new Map(container.inputs.map((input, i) => [input.id, inputs[i]]));
    const scope = { values, prefix, sharing: sharingModels(container) };
    return container.outputs.map((output) => visit(output, scope));
  }

  function addSteps(
    layer: Layer,
    name: string,
    inputs: ValueId[],
    node: Layer['inboundNodes'][number],
  ): ValueId[] {
    let values = inputs;
    const outputCount = node.outputTensors.length;
    const parts = layerParts(layer, {
      kwargs: node.callArgs ?? {},
      inputShapes: node.inputTensors.map(({ shape }) => shape),
      outputRank: node.outputTensors[0].rank,
    });
    for (const [i, { reads, ...part }] of parts.entries()) {
      const outputs = Array.from({ length: i === parts.length - 1 ? outputCount : 1 }, () => count++);
      const more = reads?.map((input) => inputs[input]) ?? [];
      const read = i === 0 && reads ? more : [...values, ...more];
      steps.push({ ...part, name, type: layer.getClassName(), inputs: read, outputs });
      values = outputs;
    }
    return values;
  }

  const inputs = model.inputs.map(() => count++);
  return { inputs, outputs: unfold(model, inputs, ''), steps, calls: nameRepeatedCalls(calls) };
}

function isContainer(layer: Layer): layer is Container {
  return Array.isArray((layer as Partial<Container>).layers) && 'outputs' in layer;
}

/** The first layer of a sequential model, where it is a model itself: TF.js goes on from that model's own outputs. */
function sharingModels({ layers, inputs }: Container): Map<number, Container> {
  const own = new Set(inputs.map(({ id }) => id));
  const sharing = layers.filter(isContainer).filter((layer) => layer.inputs.every(({ id }) => own.has(id)));
  return new Map(sharing.flatMap((layer) => layer.outputs.map(({ id }) => [id, layer] as const)));
}

function traits(layer: Layer): Pick<LayerCall, 'isContainer' | 'makesMask' | 'channelsFirst'> {
  const { maskZero, dataFormat } = layer as { maskZero?: boolean; dataFormat?: string };
  return {
    ...(isContainer(layer) && { isContainer: true }),
    ...((maskZero === true || layer.getClassName() === 'Masking') && { makesMask: true }),
    ...(dataFormat === 'channelsFirst' && { channelsFirst: true }),
  };
}

/** A layer called several times has several outputs, so each call gets its own name. */
function nameRepeatedCalls(calls: LayerCall[]): LayerCall[] {
  const counts = new Map<string, number>();
  for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  return calls.map((call) => {
    if (counts.get(call.name) === 1) return call;
    const k = seen.get(call.name) ?? 0;
    seen.set(call.name, k + 1);
    return { ...call, name: `${call.name}@${k}` };
  });
}

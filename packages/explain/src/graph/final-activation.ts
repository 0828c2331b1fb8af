import type { ScoreHead } from '../common/score-head';
import type { Graph } from './graph';
import type { Step, ValueId } from './step';

/**
 * Looks through a final softmax or sigmoid, be it the last layer's activation or a layer of its own: the value that
 * enters it are the logits. What stands behind it and leaves the classes as they are (dropout, a reshape) is done to the
 * logits instead. A model that ends in an average of probabilities, or in several side by side, returns probabilities; one
 * that ends otherwise is taken to return logits, unless `outputs` says what it returns.
 */
export function findScoreHead(
  graph: Graph,
  output: ValueId,
  outputs: 'logits' | 'probabilities' | undefined,
): { head: ScoreHead; value: ValueId } {
  const { last, reshapes } = behindReshapes(graph, output);
  const link = last?.activation;
  if (outputs !== 'logits' && (link === 'softmax' || link === 'sigmoid')) {
    if (last!.op === 'activation') {
      return { head: { form: 'logits', link }, value: appendReshapes(graph, last!.inputs[0], reshapes) };
    }
    return { head: { form: 'probabilities' }, value: output };
  }
  const form = outputs ?? (isMadeOfProbabilities(graph, output) ? 'probabilities' : 'logits');
  return { head: { form }, value: output };
}

const unchanging = [
  'Activation',
  'Dropout',
  'SpatialDropout1D',
  'GaussianNoise',
  'GaussianDropout',
  'AlphaDropout',
  'ActivityRegularization',
];
const reshaping = new Set(['Reshape', 'Squeeze', 'Flatten', ...unchanging]);

/** Whether every way back from a value meets a softmax or sigmoid before anything but averages and rearrangements. */
function isMadeOfProbabilities(graph: Graph, id: ValueId): boolean {
  const maker = graph.steps.find((step) => step.outputs.includes(id));
  if (!maker) return false;
  if (maker.activation === 'softmax' || maker.activation === 'sigmoid') return true;
  const keepsThem = maker.op === 'rearrange' || maker.type === 'Average';
  return keepsThem && maker.inputs.every((input) => isMadeOfProbabilities(graph, input));
}

/** The last step that computes something, and the reshapes behind it, in order. */
function behindReshapes(graph: Graph, output: ValueId): { last?: Step; reshapes: Step[] } {
  const makerOf = (id: ValueId) => graph.steps.find((step) => step.outputs.includes(id));
  const reshapes: Step[] = [];
  let last = makerOf(output);
  while (last?.op === 'rearrange' && reshaping.has(last.type) && last.inputs.length === 1) {
    reshapes.unshift(last);
    last = makerOf(last.inputs[0]);
  }
  const kept = reshapes.length === 0 || classesOf(graph, reshapes[0].inputs[0]) === classesOf(graph, output);
  return kept ? { last, reshapes } : { last: makerOf(output), reshapes: [] };
}

/** The length of a value's last axis, where its shape is known. */
function classesOf(graph: Graph, id: ValueId): number | null | undefined {
  return graph.calls.find(({ outputs }) => outputs[0] === id)?.shape.at(-1);
}

/** The same reshapes of another value, as steps at the end of the graph. */
function appendReshapes(graph: Graph, from: ValueId, reshapes: readonly Step[]): ValueId {
  let id = from;
  for (const step of reshapes) {
    const made = Math.max(...graph.steps.flatMap(({ outputs }) => outputs)) + 1;
    graph.steps.push({ ...step, inputs: [id], outputs: [made] });
    id = made;
  }
  return id;
}

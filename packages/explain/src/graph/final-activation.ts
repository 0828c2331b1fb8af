import type { ScoreHead } from '../common/score-head';
import type { Graph } from './graph';
import type { ValueId } from './step';

/**
 * Looks through a final softmax or sigmoid, be it the last layer's activation or a layer of its own: the value that
 * enters it are the logits. A model that ends otherwise is taken to return logits, unless `outputs` says probabilities.
 */
export function findScoreHead(
  graph: Graph,
  output: ValueId,
  outputs: 'logits' | 'probabilities' | undefined,
): { head: ScoreHead; value: ValueId } {
  const last = graph.steps.find((step) => step.outputs.includes(output));
  const link = last?.activation;
  if (outputs !== 'logits' && (link === 'softmax' || link === 'sigmoid')) {
    if (last!.op === 'activation') return { head: { form: 'logits', link }, value: last!.inputs[0] };
    return { head: { form: 'probabilities' }, value: output };
  }
  return { head: { form: outputs ?? 'logits' }, value: output };
}

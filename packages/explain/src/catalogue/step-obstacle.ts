import * as tf from '@tensorflow/tfjs-core';
import { stepsBetween } from '../graph/evaluate';
import type { Graph } from '../graph/graph';
import type { Step } from '../graph/step';
import { hasRelevanceRule } from '../rules/relevance';
import { hasRescaleRule } from '../rules/rescale';
import type { GradientSpan } from './layer-obstacle';
import type { MethodInfo } from './method-info';

/** A step that a method can't pass, and why: a text that goes on where the layer's name ends. */
export interface StepObstacle {
  step: Step;
  problem: string;
  kernel?: string;
}

/** The first step within a span that the method's gradients can't pass, for want of a rule or of a kernel. */
export function stepObstacle(
  { needs }: MethodInfo,
  graph: Graph,
  spans: readonly GradientSpan[],
): StepObstacle | undefined {
  const problems = [
    ...(needs.includes('rescale') ? [withoutRule('DeepLIFT', hasRescaleRule)] : []),
    ...(needs.includes('relevance') ? [withoutRule('LRP', hasRelevanceRule)] : []),
    readsIndices,
    missingKernel,
  ];
  for (const span of spans) {
    const steps = stepsOnTheWay(graph, span);
    for (const problem of problems) {
      for (const step of steps) {
        const found = problem(step);
        if (found) return { step, ...found };
      }
    }
  }
  return undefined;
}

type Problem = (step: Step) => Omit<StepObstacle, 'step'> | undefined;

/** Gradients flow only through what depends on the values asked for. */
function stepsOnTheWay(graph: Graph, [from, to]: GradientSpan): Step[] {
  const reached = new Set(from);
  return stepsBetween(graph, new Set(from), [to]).filter((step) => {
    const depends = step.inputs.some((id) => reached.has(id));
    if (depends) step.outputs.forEach((id) => reached.add(id));
    return depends;
  });
}

function withoutRule(name: string, hasRule: (step: Step) => boolean): Problem {
  return (step) => {
    if (hasRule(step)) return undefined;
    return { problem: `has no rule of ${name}` };
  };
}

function readsIndices({ type }: Step): ReturnType<Problem> {
  if (type !== 'Embedding') return undefined;
  return { problem: 'reads indices, which have no gradient (the layer methods explain what it puts out)' };
}

/** Of the kernels that a gradient asks for and that TF.js' backends do not all have. */
function missingKernel(step: Step): ReturnType<Problem> {
  const backend = tf.getBackend();
  const kernel = step.gradientKernels?.find((name) => !tf.getKernel(name, backend));
  if (!kernel) return undefined;
  const remedy =
    backend === 'wasm' ? 'register @fer/wasm-kernels or use another backend' : 'use another backend';
  return { problem: `needs the kernel ${kernel}, which backend '${backend}' lacks (${remedy})`, kernel };
}

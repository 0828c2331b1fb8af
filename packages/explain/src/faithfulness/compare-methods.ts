import { throwIfAborted } from '../common/abort';
import { readImages, type Images, type PlainBatch } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { toSubject, type ExplainableModel } from '../common/subject';
import type { BlackBoxModel } from '../perturbation/black-box';
import type { MeasuredAttribution } from './attribution-maps';
import {
  findAttributionMethod,
  type AttributionFunction,
  type AttributionMethod,
} from './attribution-method';
import { baselineMaps } from './baseline-maps';
import { measures, type MetricName } from './measures';
import { methodRunner } from './method-runner';
import type { MetricInfo } from './metric-info';
import { findMetric } from './metrics';
import { ranked, type ComparedScore, type ComparisonRow } from './ranking';
import type { Masks } from './masks';

/** A method to compare: its name, a function, or either with options and a label. */
export type ComparedMethod =
  AttributionMethod | { method: AttributionMethod; options?: Record<string, unknown>; label?: string };

/** A metric to compare by: its name, or that with options. */
export type ComparedMetric = MetricName | { metric: MetricName; options?: Record<string, unknown> };

export interface CompareMethodsOptions extends AttributionOptions {
  /** Given to every metric that needs them. */
  masks?: Masks;
  /** A clock in milliseconds, e.g. `() => performance.now()`: each method is then run once more, and that run timed. */
  now?: () => number;
  /** The metric that ranks. Default the first. */
  rankBy?: MetricName;
}

/** A table of methods and metrics. */
export interface MethodComparison {
  /** The methods in the order given, then the maps that know nothing of the model: `random` and `sobel`. */
  rows: ComparisonRow[];
  metrics: { metric: MetricName; better: MetricInfo['better'] }[];
  rankBy: MetricName;
}

/**
 * Measures several methods by several metrics on the same images, beside a random map and an edge detector (Sobel), and
 * ranks them: by how much better than the random map they are in `rankBy`, and with a clock `now` by that per millisecond
 * an image.
 *
 * Every map explains the same class (`target`); the options are those of the methods and of the metrics alike, but that
 * `score` goes only to metrics that measure the score which the map explains. A method that can't run says so in its row (`error`) and is not ranked; the others go on.
 * Metrics that take a method run it again. Throws on an unknown method or metric and when a metric lacks something.
 *
 * @example
 * const { rows } = await compareMethods(model, images, ['saliency', 'gradCam'], ['deletion', 'road'], {
 *   now: () => performance.now(),
 * });
 * rows.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity))[0].method;
 */
export async function compareMethods(
  model: BlackBoxModel,
  images: Images,
  methods: readonly ComparedMethod[],
  metrics: readonly ComparedMetric[],
  { masks, now, rankBy, ...options }: CompareMethodsOptions = {},
): Promise<MethodComparison> {
  const entries = metrics.map((entry) => (typeof entry === 'string' ? { metric: entry } : entry));
  const infos = entries.map(({ metric }) => findMetric(metric));
  const first = rankBy ?? entries[0]?.metric;
  if (!entries.some(({ metric }) => metric === first)) {
    const names = entries.map(({ metric }) => metric).join(', ');
    throw new Error(
      `invalid rankBy: ${String(first)} (expected one of the metrics: ${names || 'none is given'})`,
    );
  }
  const compared = [...methods.map(readMethod), ...baselines];
  const { signal, onProgress } = options;
  const inputs = await readInputs(model, images, options);
  const total = compared.length * (entries.length + 1);
  let done = 0;
  const tell = () => onProgress?.({ done: (done += 1), total });
  const common = { ...options, onProgress: undefined };
  const rows: ComparisonRow[] = [];
  for (const { label, run, options: own = {}, isBaseline } of compared) {
    throwIfAborted(signal);
    const runMethod = methodRunner(run, { ...common, methodOptions: own });
    const row: ComparisonRow = { method: label, isBaseline, scores: {} };
    rows.push(row);
    const explained = await attempt(() => runMethod(model, inputs, options.target ?? 'predicted'), signal);
    if ('error' in explained) {
      row.error = explained.error;
      for (let i = 0; i <= entries.length; i++) tell();
      continue;
    }
    const { map } = explained;
    if (now && !isBaseline) {
      const start = now();
      await runMethod(model, inputs, options.target ?? 'predicted');
      row.milliseconds = (now() - start) / inputs[0].shape[0];
    }
    tell();
    for (const [i, { metric, options: ofMetric }] of entries.entries()) {
      row.scores[metric] = await measure(infos[i], map, { run, own, ofMetric });
      tell();
    }
  }
  return {
    rows: ranked(rows, first, findMetric(first).better),
    metrics: infos.map(({ name, better }) => ({ metric: name as MetricName, better })),
    rankBy: first,
  };

  async function measure(
    info: MetricInfo,
    map: MeasuredAttribution,
    { run, own, ofMetric }: { run: AttributionFunction; own: object; ofMetric?: object },
  ): Promise<ComparedScore> {
    const { score, ...shared } = common;
    const takesMethod = info.needs.includes('method');
    const isOfScore = takesMethod || metricsOfTheScore.has(info.name);
    const given = {
      ...shared,
      ...(info.needs.includes('masks') && { masks }),
      ...(isOfScore && { score }),
      ...(takesMethod && { methodOptions: own }),
      ...ofMetric,
    };
    const subject = takesMethod ? run : map;
    const { values, curves, better, warnings } = await measures[info.name as MetricName](
      model,
      images,
      subject,
      given,
    );
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return { mean, values, ...(curves && { curves }), better, warnings };
  }
}

/** They measure the score that the map explains; others have one of their own. */
const metricsOfTheScore = new Set(['completeness', 'infidelity']);

interface Compared {
  label: string;
  run: AttributionFunction;
  options?: Record<string, unknown>;
  isBaseline: boolean;
}

const baselines: readonly Compared[] = Object.entries(baselineMaps).map(([label, run]) => ({
  label,
  run,
  isBaseline: true,
}));

function readMethod(entry: ComparedMethod): Compared {
  const { method, options, label } =
    typeof entry === 'object' ? entry : { method: entry, options: undefined, label: undefined };
  const { name, run } = findAttributionMethod(method);
  return { label: label ?? name, run, options, isBaseline: false };
}

async function readInputs(
  model: BlackBoxModel,
  images: Images,
  options: AttributionOptions,
): Promise<PlainBatch[]> {
  const { inputs } = toSubject(model as ExplainableModel, options);
  const isList = typeof model === 'function' && Array.isArray(images);
  return readImages(images, isList ? images.map((_, i) => ({ name: `input ${i}` })) : inputs);
}

/** What a method says, or why it can't; an abort is no answer. */
async function attempt(
  run: () => Promise<MeasuredAttribution>,
  signal: AbortSignal | undefined,
): Promise<{ map: MeasuredAttribution } | { error: string }> {
  try {
    return { map: await run() };
  } catch (error) {
    throwIfAborted(signal);
    return { error: (error as Error).message };
  }
}

import { readImages, rowsToTensor, type Images } from '../common/images';
import { checkOptionNames, type AttributionOptions, type Score } from '../common/options';
import type { Prepared } from '../common/prepare';
import { checkScore, guessWarnings } from '../common/score-head';
import { toSubject, type ExplainableModel } from '../common/subject';
import { resolveTarget, type Target } from '../common/target';
import type { BlackBoxModel } from '../perturbation/black-box';
import { asBlackBox, type BlackBox } from '../perturbation/predictor';
import { channelless, checkAttribution, type MeasuredAttribution } from './attribution-maps';
import { findMetric } from './metrics';

/** A model, images and a score that a metric looks at; the target is held fixed whatever is done to the images. */
export interface MetricSubject extends Prepared, Pick<BlackBox, 'predict'> {
  /** Places of an image (of the first input): `[h, w]`, without channels. */
  places: readonly number[];
  /** The score options, defaults filled in. */
  scored: { target: Target; score: Score };
}

/** What the attribution decides where the options do not, and the metric's default. */
interface ScoreDefaults {
  attribution?: MeasuredAttribution;
  defaultScore?: Score;
  /** The metric measures the score that the attribution explains. */
  ownScore?: boolean;
}

/**
 * Checks what a metric gets. Where the options do not say which score is explained, the attribution does: its targets, and
 * with `ownScore` its `score`; `outputs` and `output` are its too. Otherwise the score is `defaultScore`.
 */
export async function prepareMetric(
  metric: string,
  model: BlackBoxModel,
  images: Images,
  options: AttributionOptions,
  defaults: ScoreDefaults = {},
): Promise<MetricSubject> {
  checkOptionNames(options, findMetric(metric).options);
  const box = await asBlackBox(model, (seen) => readSubject(seen, images, options, defaults));
  return { ...box.prepared, predict: (...rows) => box.predict(...rows) };
}

async function readSubject(
  model: ExplainableModel,
  images: Images,
  options: AttributionOptions,
  { attribution, defaultScore = 'logit', ownScore = false }: ScoreDefaults,
): Promise<Omit<MetricSubject, 'predict'>> {
  if (attribution) checkAttribution(attribution);
  const explained = (attribution?.provenance?.options ?? {}) as Partial<AttributionOptions>;
  const stated = options.score ?? (ownScore ? explained.score : undefined);
  const score = stated ?? defaultScore;
  const target = options.target ?? targetOf(attribution);
  const outputs = options.outputs ?? explained.outputs;
  const subject = toSubject(model, {
    outputs,
    output: options.output ?? explained.output,
  });
  if (typeof model === 'function' && Array.isArray(images)) {
    subject.inputs = images.map((_, i) => ({ name: `input ${i}` }));
  }
  checkScore(subject.head, score);
  subject.warnings.push(...guessWarnings(subject.head, score, { score: stated, outputs }));
  const inputs = await readImages(images, subject.inputs);
  const [n] = inputs[0].shape;
  if (attribution && attribution.shape[0] !== n) {
    throw new Error(`invalid attribution: maps of ${attribution.shape[0]} images (expected ${n})`);
  }
  return {
    subject,
    inputs,
    n,
    target: resolveTarget(target, n),
    score,
    rows: (start, size) => inputs.map((input) => rowsToTensor(input, start, size)),
    places: channelless(inputs[0].shape),
    scored: { target, score },
  };
}

function targetOf(attribution: MeasuredAttribution | undefined): Target {
  const { targets } = attribution ?? {};
  if (!targets) return 'predicted';
  if (targets.every((target) => target >= 0)) return targets;
  throw new Error(
    'option target is missing (expected the function that chose the score which the attribution explains)',
  );
}

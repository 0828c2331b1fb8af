import { readImages, rowSize, rowsToTensor, type Images, type PlainBatch } from '../common/images';
import { mapBatches } from '../common/map-batches';
import type { RunOptions } from '../common/options';
import type { Prepared } from '../common/prepare';
import { toScore } from '../common/score-head';
import { pickScores, type ResolvedTarget } from '../common/target';

/** Baselines as a distribution that all images share: any number of images, or one value for all pixels. */
export async function readBaselines(baselines: number | Images, prepared: Prepared): Promise<PlainBatch[]> {
  if (typeof baselines !== 'number') return readBaselineImages(baselines, prepared);
  if (!Number.isFinite(baselines))
    throw new Error(`invalid baselines: ${baselines} (expected a number or images)`);
  return prepared.inputs.map(({ shape }) => ({
    data: new Float32Array(rowSize(shape)).fill(baselines),
    shape: [1, ...shape.slice(1)],
  }));
}

/** Baselines that are images, any number of them, as many of every input. */
export function readBaselineImages(baselines: Images, { inputs, subject }: Prepared): Promise<PlainBatch[]> {
  const infos = subject.inputs.map(({ name }, i) => ({ name, shape: [null, ...inputs[i].shape.slice(1)] }));
  return readImages(baselines, infos, 'baselines');
}

/**
 * The score of every baseline for every image's target: `scoreOf(baseline, image)`. One forward pass a baseline, however
 * many images there are.
 */
export async function baselineScores(
  baselines: readonly PlainBatch[],
  { subject, score }: Prepared,
  target: ResolvedTarget,
  run: RunOptions,
): Promise<(baseline: number, image: number) => number> {
  const { scores } = await mapBatches(baselines[0].shape[0], run, (start, size) => {
    const xs = baselines.map((batch) => rowsToTensor(batch, start, size));
    const all = toScore(subject.run(xs), subject.head, score);
    return { scores: typeof target === 'function' ? pickScores(all, target).picked : all };
  });
  if (!(target instanceof Int32Array)) return (baseline) => scores.data[baseline];
  const classes = rowSize(scores.shape);
  return (baseline, image) => scores.data[baseline * classes + target[image]];
}

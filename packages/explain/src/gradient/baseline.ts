import { readImages, rowSize, type Images, type InputInfo, type PlainBatch } from '../common/images';

/**
 * A baseline for every image: a number fills every value, one image is repeated, `n` images are taken as they are.
 * Throws when their number or shape does not fit.
 */
export async function readBaseline(
  baseline: number | Images,
  inputs: readonly PlainBatch[],
  infos: readonly InputInfo[],
): Promise<PlainBatch[]> {
  if (typeof baseline === 'number') {
    if (!Number.isFinite(baseline))
      throw new Error(`invalid baseline: ${baseline} (expected a number or images)`);
    return inputs.map(({ data, shape }) => ({ data: new Float32Array(data.length).fill(baseline), shape }));
  }
  const exact = infos.map(({ name }, i) => ({ name, shape: [null, ...inputs[i].shape.slice(1)] }));
  const given = await readImages(baseline, exact, 'baseline');
  return given.map(({ data, shape }, i) => {
    const n = inputs[i].shape[0];
    if (shape[0] !== n && shape[0] !== 1) {
      throw new Error(`invalid baseline: ${shape[0]} images (expected ${n === 1 ? 1 : `1 or ${n}`})`);
    }
    if (shape[0] === n) return { data, shape };
    const size = rowSize(shape);
    const repeated = new Float32Array(n * size);
    for (let image = 0; image < n; image++) repeated.set(data, image * size);
    return { data: repeated, shape: [n, ...shape.slice(1)] };
  });
}

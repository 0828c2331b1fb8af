import type { Images } from '../common/images';
import type { Prepared } from '../common/prepare';
import { readBaseline } from '../gradient/baseline';
import type { Hidden } from './masked-rows';

/** What a baseline puts in the place of an image. */
export async function readHidden(baseline: number | Images, { inputs, subject }: Prepared): Promise<Hidden> {
  return baseline === 0 ? 0 : readBaseline(baseline, inputs, subject.inputs);
}

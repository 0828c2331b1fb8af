import { dataHash } from '@fer/experiments';
import { keepData, keptId, type DataInfo } from '../../library/data-sets';
import { changeLabels, correctedData, readChanges } from '../../library/label-changes';

export { changeLabels, readChanges };

/** Carries out what was decided of a set's images and keeps the result as a set of its own. */
export async function keepCorrected(dataId: string, name: string): Promise<DataInfo> {
  const data = await correctedData(dataId);
  return keepData(keptId(await dataHash(data)), name, data);
}

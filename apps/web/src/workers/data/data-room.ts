import { transfer } from 'comlink';
import { listData, openData, removeData, type DataInfo } from '../../library/data-sets';

export { listData, removeData, type DataInfo };

/** Some images of a set, in the order of their indexes. */
export async function imagesOf(id: string, indexes: readonly number[]) {
  const { images, shape } = await openData(id);
  const [, h, w, c] = shape;
  const size = h * w * c;
  const chosen = new Uint8Array(indexes.length * size);
  indexes.forEach((index, i) => chosen.set(images.subarray(index * size, (index + 1) * size), i * size));
  return transfer({ images: chosen, shape: [indexes.length, h, w, c] as const }, [chosen.buffer]);
}

export { listModels, removeModel, writeAbout } from '../../library/models';
export { modelFilesOf, selectModelFiles, filesOfModel, zipModel } from './model-files';
export { readData } from './read-data';
export { columnsOf, namesOf, splitsOf } from './columns';
export { auditOf, meanFaces } from './audit';
export { changeLabels, keepCorrected, readChanges } from './corrected';
export { partsOf, trainedOn } from '../../library/parts';
export { zipRun, unzipRun } from '../../library/run-zip';

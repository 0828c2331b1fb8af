import type { LabelledImages } from '../labelled-images';

/**
 * The set with a name for each image, `row 0`, `row 1`, … (rows of this set, from 0), unless it has names already. Given
 * before a set is divided, the names still say where in the whole an image stood. Shares memory with `ds`.
 */
export function nameRows(ds: LabelledImages): LabelledImages & { ids: string[] } {
  return { ...ds, ids: ds.ids ?? Array.from({ length: ds.shape[0] }, (_, row) => `row ${row}`) };
}

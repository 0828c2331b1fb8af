import { hardLabels, nameRows, select, type LabelledImages } from '@fer/data';

/** What a person decided of one image, and on what ground. */
export interface LabelChange {
  /** Its row in the set, from 0. */
  index: number;
  /** Its name; `row N` where it has none. */
  id: string;
  split?: string;
  /** The name of its class in the set. */
  label: string;
  /** The class that it shall have; undefined where it shall be dropped. */
  newLabel?: string;
  /** What the model said, and how sure it was, 0..1. */
  predicted?: string;
  confidence?: number;
  /** Which model that was. */
  model?: string;
}

/**
 * The set with decisions carried out. Images without names get those of their rows, by which they are found again.
 *
 * @throws where a new label is no class of the set.
 */
export function applyChanges(data: LabelledImages, changes: readonly LabelChange[]): LabelledImages {
  const { classes } = data;
  const labels = hardLabels(data).slice();
  const labelWeights = data.labelWeights?.slice();
  const dropped = new Set<number>();
  for (const { index, newLabel } of changes) {
    if (newLabel === undefined) {
      dropped.add(index);
      continue;
    }
    const label = classes.indexOf(newLabel);
    if (label < 0) throw new Error(`unknown class: ${newLabel} (expected one of ${classes.join(', ')})`);
    labels[index] = label;
    // The votes that it had spoke for another class.
    labelWeights?.fill(0, index * classes.length, (index + 1) * classes.length);
    if (labelWeights) labelWeights[index * classes.length + label] = 1;
  }
  const kept = Array.from(labels.keys()).filter((row) => !dropped.has(row));
  return select({ ...nameRows(data), labels, ...(labelWeights && { labelWeights }) }, kept);
}

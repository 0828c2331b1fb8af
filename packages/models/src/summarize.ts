import type * as tfl from '@tensorflow/tfjs-layers';

export interface LayerSummary {
  name: string;
  /** The layer's class, e.g. 'Conv2D'. */
  type: string;
  /** Without the batch axis; null where a size is not fixed. */
  outputShape: (number | null)[];
  params: number;
}

export interface ModelSummary {
  layers: LayerSummary[];
  /** Number of parameters, all of them. */
  total: number;
  /** Those that training changes by gradients. */
  trainable: number;
  /** The rest: running means and variances, frozen layers. */
  nonTrainable: number;
}

/** The layers of a model in order, with output shapes and parameter counts. */
export function summarize(model: tfl.LayersModel): ModelSummary {
  const trainable = countParams(model.trainableWeights);
  const total = countParams(model.weights);
  return {
    layers: model.layers.map((layer) => ({
      name: layer.name,
      type: layer.getClassName(),
      outputShape: singleShape(layer.outputShape).slice(1),
      params: layer.countParams(),
    })),
    total,
    trainable,
    nonTrainable: total - trainable,
  };
}

/** A summary as fixed-width text, laid out as Keras prints it. */
export function formatSummary(summary: ModelSummary): string {
  const rows = summary.layers.map((layer) => [
    `${layer.name} (${layer.type})`,
    `[null, ${layer.outputShape.map((size) => size ?? 'null').join(', ')}]`,
    layer.params.toLocaleString('en-US'),
  ]);
  const header = ['Layer (type)', 'Output shape', 'Param #'];
  const widths = header.map(
    (title, column) => Math.max(title.length, ...rows.map((row) => row[column].length)) + 2,
  );
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i === 2 ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('');
  const width = widths.reduce((sum, w) => sum + w, 0);
  return [
    line(header),
    '='.repeat(width),
    ...rows.map(line),
    '='.repeat(width),
    `Total params: ${summary.total.toLocaleString('en-US')}`,
    `Trainable params: ${summary.trainable.toLocaleString('en-US')}`,
    `Non-trainable params: ${summary.nonTrainable.toLocaleString('en-US')}`,
  ].join('\n');
}

function singleShape(shape: tfl.Shape | tfl.Shape[]): (number | null)[] {
  return Array.isArray(shape[0]) ? shape[0] : (shape as tfl.Shape);
}

function countParams(weights: tfl.LayerVariable[]): number {
  // A layer that is used twice lists its weights once; a nested model may list them again.
  return [...new Set(weights)].reduce(
    (sum, w) => sum + w.shape.reduce<number>((size, n) => size * (n ?? 1), 1),
    0,
  );
}

import type { LayerSummary, ModelSummary } from './summarize';

/**
 * A summary as text, as `model.summary()` of Keras 2 prints it: 65 characters wide, or 98 with a column
 * "Connected to" where the layers are no simple chain. Columns grow where Keras would cut a name.
 *
 * @example
 * console.log(formatSummary(summarize(model)));
 */
export function formatSummary(summary: ModelSummary): string {
  const chain = isChain(summary.layers);
  const header = ['Layer (type)', 'Output Shape', 'Param #', ...(chain ? [] : ['Connected to'])];
  // Where Keras' columns end; the last one's end is the width of the lines.
  const ends = chain ? [29, 55, 65] : [32, 53, 65, 98];
  const layers = summary.layers.map((layer) => rowsOf(layer, chain));
  const least = ends.map((end, i) => end - (ends[i - 1] ?? 0));
  const widths = least.map((width, column) =>
    Math.max(width, ...layers.flat().map((cells) => cells[column].length + 1)),
  );
  const line = (cells: string[]) => cells.map((cell, i) => cell.padEnd(widths[i])).join('');
  const width = widths.reduce((sum, w) => sum + w, 0);
  const thin = '_'.repeat(width);
  const thick = '='.repeat(width);
  const count = (n: number) => n.toLocaleString('en-US');
  return [
    `Model: "${summary.name}"`,
    thin,
    line(header),
    thick,
    layers.map((rows) => rows.map(line).join('\n')).join(`\n${thin}\n`),
    thick,
    `Total params: ${count(summary.total)}`,
    `Trainable params: ${count(summary.trainable)}`,
    `Non-trainable params: ${count(summary.nonTrainable)}`,
    thin,
  ]
    .map(trimLines)
    .join('\n');
}

/** One row, and one more for each further input. */
function rowsOf({ name, type, outputShape, params, inputs }: LayerSummary, chain: boolean): string[][] {
  const shape = ['None', ...outputShape.map((size) => size ?? 'None')].join(', ');
  const cells = [`${name} (${type})`, `(${shape}${outputShape.length === 0 ? ',' : ''})`, String(params)];
  if (chain) return [cells];
  const [first = '', ...others] = inputs;
  return [[...cells, first], ...others.map((input) => ['', '', '', input])];
}

/** Each layer takes the one before it and nothing else. */
function isChain(layers: LayerSummary[]): boolean {
  return layers.every(
    ({ inputs }, i) => inputs.length === (i === 0 ? 0 : 1) && (i === 0 || inputs[0] === layers[i - 1].name),
  );
}

const trimLines = (text: string) => text.replace(/ +$/gm, '');

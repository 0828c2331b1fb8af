import type { Table } from '../../report/document';
import type { OutputSize } from '../figures/output-sizes';

/** Height and width after each layer by the formula, beside those as built. */
export function sizeTable(sizes: readonly OutputSize[]): Table {
  const numbers = ['Input', 'Kernel', 'Padding', 'Stride', 'Formula', 'Output', 'As built'];
  return {
    columns: [{ title: 'Layer' }, { title: 'Type' }, ...numbers.map((title) => ({ title, isNumber: true }))],
    rows: sizes.map(({ layer, type, input, kernel, padding, stride, formula, output, built }) => [
      layer,
      type,
      ...[input, kernel, padding, stride, formula, output, built].map(String),
    ]),
  };
}

/** The formula, and whether it agrees with all layers. */
export function sizeText(sizes: readonly OutputSize[]): string {
  const agree = sizes.every(({ output, built }) => output === built);
  return `Height and width after a layer: ⌊(input + 2 · padding − kernel) / stride⌋ + 1. ${
    agree ? 'It gives the sizes of all layers as they are built.' : 'It does not give the sizes as built.'
  }`;
}

import { blocks, table, text, type Block, type ReportDocument } from '../report/document';
import { reportHtml } from '../report/report-html';
import type { Comparison } from './comparison';
import { curveFigures } from './comparison-figures';
import { differenceTable, recallTable, scoreTable, seedsSentence, type Titles } from './comparison-tables';

/** Tables and curves of a comparison, as a part of a report; `name` begins the names of its figures' files. */
export function comparisonBlocks(
  comparison: Comparison,
  { name, titles }: { name: string; titles?: Titles },
): Block[] {
  const { differences } = comparison;
  return blocks(
    text(seedsSentence(comparison)),
    table(scoreTable(comparison, titles)),
    differences.length > 0 && table(differenceTable(comparison, titles)),
    ...curveFigures(comparison, titles).map((figure, i): Block => ({
      kind: 'figure',
      name: i === 0 ? name : `${name}-${i + 1}`,
      figure,
    })),
    table(recallTable(comparison, titles)),
  );
}

/** A comparison as one HTML file that needs nothing else. */
export function comparisonHtml(comparison: Comparison): string {
  return reportHtml(comparisonDocument(comparison));
}

function comparisonDocument(comparison: Comparison): ReportDocument {
  return {
    title: comparison.variants.map(({ name }) => name).join(' · '),
    numbers: [],
    opening: comparisonBlocks(comparison, { name: 'curves' }),
    sections: [
      {
        id: 'reproduce',
        title: 'How to reproduce',
        blocks: [
          text(
            'Beside this file: comparison.json, comparison.csv and a run folder for each variant and seed.',
          ),
          ...comparison.variants.map(({ spec }): Block => ({
            kind: 'code',
            text: JSON.stringify(spec, null, 2),
          })),
        ],
      },
    ],
  };
}

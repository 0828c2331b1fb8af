import { blocks, table, text, type Section } from './document';
import { faceReadingSentences, faceReadingTable } from './face-reading-text';
import { faithfulnessSentences, faithfulnessTable } from './faithfulness-text';
import { figureBlock, type ReportContent } from './report-content';

export function looksSection(content: ReportContent): Section {
  const figure = figureBlock(content, 'explanations');
  return {
    id: 'explanations',
    title: 'What it looks at',
    blocks: blocks(
      figure && text('One image of each class, chosen by the seed and not by how well they turned out.'),
      figure,
      figureBlock(content, 'hiding'),
    ),
  };
}

export function faceReadingSection(content: ReportContent): Section {
  const { faceReading } = content.figures;
  return {
    id: 'face',
    title: 'Where on the face',
    blocks: faceReading
      ? blocks(
          ...faceReadingSentences(faceReading).map(text),
          table(faceReadingTable(faceReading)),
          figureBlock(content, 'faceReading'),
        )
      : [],
  };
}

export function faithfulnessSection(content: ReportContent): Section {
  const { faithfulness } = content.figures;
  return {
    id: 'faithfulness',
    title: 'How far to trust these maps',
    blocks: faithfulness
      ? blocks(
          ...faithfulnessSentences(faithfulness).map(text),
          table(faithfulnessTable(faithfulness)),
          figureBlock(content, 'faithfulness'),
        )
      : [],
  };
}

export function activationsSection(content: ReportContent): Section {
  return {
    id: 'activations',
    title: 'Inside one layer',
    blocks: blocks(figureBlock(content, 'activations')),
  };
}

export function filtersSection(content: ReportContent): Section {
  const figure = figureBlock(content, 'filters');
  const { course } = content.figures;
  return {
    id: 'filters',
    title: 'What the filters respond to',
    blocks: blocks(
      figure &&
        text('Gradient ascent on the input, from noise, raises the mean output of one filter at a time.'),
      figure,
      course && { kind: 'figure', name: 'filters-course', figure: course },
    ),
  };
}

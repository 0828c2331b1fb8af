import type { GradientCheck } from '@fer/train';
import type { Figure } from '@fer/viz';
import type { StudyFigure } from '../study';
import { activationFigures } from './activations-figures';
import { classFigure } from './class-figure';
import type { FigureContext } from './figure-context';
import { gradientChecks } from './gradient-checks';
import { limeFigure } from './lime-figure';
import { maximizedFigure, outputFigure } from './filters-figure';
import { outputSizes, type OutputSize } from './output-sizes';
import { patternCounts, type PatternCount } from './pattern-counts';
import { saliencyFigure } from './saliency-figure';

/** A figure of a study as its report shows it: pictures, or a table. */
export interface DrawnFigure {
  figure: StudyFigure;
  /** Pictures with the name of their files. */
  pictures: { name: string; figure: Figure }[];
  sizes?: OutputSize[];
  patterns?: PatternCount[];
  gradients?: GradientCheck[];
  /** Where something is not as asked for. */
  remarks: string[];
}

/** Draws one figure of a study; `name` begins the names of its files. */
export async function drawStudyFigure(
  figure: StudyFigure,
  name: string,
  context: FigureContext,
): Promise<DrawnFigure> {
  context.onEvent?.({ type: 'step', name: figure.title.toLowerCase() });
  const none = { figure, pictures: [], remarks: [] };
  switch (figure.kind) {
    case 'gradients':
      return { ...none, gradients: await gradientChecks(context) };
    case 'outputSizes':
      return { ...none, sizes: outputSizes(context.model) };
    case 'patterns':
      return { ...none, patterns: await patternCounts(figure, context) };
    case 'saliency':
    case 'lime': {
      const { figure: picture, remark } =
        figure.kind === 'lime' ? await limeFigure(figure, context) : await saliencyFigure(figure, context);
      return { figure, pictures: [{ name, figure: picture }], remarks: remark ? [remark] : [] };
    }
    case 'classes': {
      const { figure: picture, warnings } = await classFigure(figure.from, context);
      return { figure, pictures: [{ name, figure: picture }], remarks: warnings };
    }
    case 'activations': {
      const sheets = await activationFigures(figure.layers, context);
      return {
        ...none,
        pictures: sheets.map((sheet) => ({ ...sheet, name: `${name}-${sheet.name}` })),
      };
    }
    case 'filters': {
      const { convolution: n, choose, stepSizes = [undefined], outputs, outputsOnly } = figure;
      const drawn: DrawnFigure = { figure, pictures: [], remarks: [] };
      for (const stepSize of outputsOnly ? [] : stepSizes) {
        const { figure: picture, warnings } = await maximizedFigure({ n, choose, stepSize }, context);
        drawn.pictures.push({
          name: stepSize === undefined ? name : `${name}-step-${stepSize}`,
          figure: picture,
        });
        drawn.remarks.push(...warnings);
      }
      if (outputs || outputsOnly)
        drawn.pictures.push({ name: `${name}-outputs`, figure: await outputFigure({ n, choose }, context) });
      return drawn;
    }
  }
}

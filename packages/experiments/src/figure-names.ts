/** The figures that a run's report can show, in its order; `audit` and `faithfulness` are tables with a figure, the first where there is something to see; `parameters` stands beside the table of layers. */
export const FIGURE_NAMES = [
  'samples',
  'balance',
  'meanImages',
  'audit',
  'parameters',
  'history',
  'learning',
  'confusion',
  'reliability',
  'confusedPairs',
  'topLosses',
  'explanations',
  'hiding',
  'faceReading',
  'faithfulness',
  'activations',
  'filters',
] as const;

export type FigureName = (typeof FIGURE_NAMES)[number];

/** The figures that a run's report can show, in its order; `audit` and `faithfulness` are tables, the first with a figure where there is something to see. */
export const FIGURE_NAMES = [
  'samples',
  'balance',
  'meanImages',
  'audit',
  'history',
  'learning',
  'confusion',
  'reliability',
  'confusedPairs',
  'topLosses',
  'explanations',
  'faceReading',
  'faithfulness',
  'activations',
  'filters',
] as const;

export type FigureName = (typeof FIGURE_NAMES)[number];

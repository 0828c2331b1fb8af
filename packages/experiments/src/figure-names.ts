/** The figures that a run's report can show, in its order. */
export const FIGURE_NAMES = [
  'samples',
  'balance',
  'history',
  'confusion',
  'reliability',
  'topLosses',
  'explanations',
  'activations',
  'filters',
] as const;

export type FigureName = (typeof FIGURE_NAMES)[number];

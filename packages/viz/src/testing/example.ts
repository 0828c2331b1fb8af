import type { Figure, FigureOptions } from '../figure';

/** Figures by name, each from made-up data. Only what the gallery shows as their code stands in the functions. */
export type Examples = Record<string, (options: FigureOptions) => Figure>;

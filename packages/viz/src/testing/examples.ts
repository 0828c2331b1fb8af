import type { Examples } from './example';
import { explanations } from './examples/explanations';
import { lookingInside } from './examples/looking-inside';
import { pictures } from './examples/pictures';
import { training } from './examples/training';

/** Every figure of the package by name. The tests keep them, the gallery shows them. */
export const examples: Examples = { ...explanations, ...training, ...lookingInside, ...pictures };

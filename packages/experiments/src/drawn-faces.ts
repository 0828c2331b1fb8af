/** Built-in data, as a spec names it. */
export const DRAWN_FACES = 'drawn-faces';

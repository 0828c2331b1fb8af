export { generateDrawnFaces, type GenerateDrawnFacesOptions } from './generate/generate-drawn-faces';
export type { Corner, DrawnFaces, Trap } from './types';

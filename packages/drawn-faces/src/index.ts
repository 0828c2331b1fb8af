export { drawnFaces } from './drawn-faces';
export { labelMask } from './label-mask';
export { CLASS_NAMES, REGION_NAMES, type ClassName, type RegionName, type SplitName } from './names';
export type { Corner, DrawnFaces, DrawnFacesOptions, Trap } from './types';

export { loadFaceFinder, type FaceFinder, type FindOptions } from './face-finder';
export { type Box, type Face } from './face';
export { type Picture } from './picture';
export { cropFace, placeOfCrop, type CropFaceOptions, type FaceCrop } from './crop-face';

export { predictImages } from './predict-images';

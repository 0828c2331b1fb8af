export { predictImages } from './predict-images';
export { inspectModel, keepModel } from './import-model';
export { closeModel } from './open-model';
export { evaluateSet, predictSet } from './predict-set';
export { memory, useBackend } from './ask-backend';
export { explainImages } from './explain-images';

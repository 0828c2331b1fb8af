export {
  winogradConv,
  winogradFilter,
  winogradFilterGradient,
  winogradFilterSize,
  winogradScratchSize,
} from './winograd';
export {
  directConv,
  directFilterGradient,
  directScratchSize,
  packFilter,
  packedFilterSize,
  turnFilter,
} from './direct';
export {
  addRow,
  columnSums,
  multiplyRow,
  normalizationSums,
  normalizeColumns,
  squaredDifferenceRow,
  totalsSize,
} from './columns';
export { avgPoolGradient, maxPoolGradient } from './pooling';
export { depthwiseFilterGradient, depthwiseInputGradient } from './depthwise';
export { reluGradient, scaledProduct } from './elementwise';

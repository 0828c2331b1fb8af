export { winogradConv, winogradFilterGradient } from './winograd';
export { winogradFilter, winogradFilterSize } from './winograd-filter';
export { winogradScratchSize } from './winograd-layout';
export { directConv, directFilterGradient } from './direct';
export { directScratchSize } from './frames';
export { packFilter, packedFilterSize, turnFilter } from './pack-filter';
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

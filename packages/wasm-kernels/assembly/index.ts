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

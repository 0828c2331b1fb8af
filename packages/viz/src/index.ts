export type { Figure, FigureOptions, Image, ImageBatch, ValueMap } from './figure';
export type { ThemeName } from './theme';
export type { ColorOptions } from './color/color-scale';
export type { PaletteName } from './color/palettes';
export type { BlendMode } from './raster/blend';
export type { Segments } from './raster/segments';

export {
  explanationSheet,
  type ExplanationRow,
  type ExplanationSheetOptions,
} from './figures/explanation-sheet/explanation-sheet';
export type { MapView, PictureView, SegmentsView, View } from './figures/explanation-sheet/views';
export { heatmap, type HeatmapOptions } from './figures/heatmap';
export { overlay, type OverlayOptions } from './figures/overlay';
export { superpixelOverlay, type SuperpixelOverlayOptions } from './figures/superpixel-overlay';

export { historyPlot, type HistoryPlotOptions } from './figures/history-plot';
export type { EpochRecord } from './figures/history-records';
export type { HistoryRun } from './figures/history-runs';
export { linePlot, type LineSeries, type LinePlotOptions } from './figures/line-plot';
export {
  reliabilityCurve,
  type ReliabilityBin,
  type ReliabilityCurveOptions,
} from './figures/reliability-curve';
export { confusionMatrix, type ConfusionData, type ConfusionMatrixOptions } from './figures/confusion-matrix';
export {
  methodComparison,
  type ComparisonData,
  type MethodComparisonOptions,
} from './figures/method-comparison';

export { imageGrid, type ImageGridOptions } from './figures/image-grid';
export { filterSheet, type FilterPictures, type FilterSheetOptions } from './figures/filter-sheet';
export { activationSheet, type Activations, type ActivationSheetOptions } from './figures/activation-sheet';
export { barChart, type BarData, type BarSeries, type BarChartOptions } from './figures/bar-chart';
export { modelDiagram, type DiagramLayer, type ModelDiagramOptions } from './figures/model-diagram';

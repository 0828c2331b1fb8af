export type { Figure, FigureOptions, Image, ImageBatch, ValueMap } from './figure';
export type { ThemeName } from './theme';
export type { ColorOptions } from './color/color-scale';
export type { PaletteName } from './color/palettes';
export type { MapUnits } from './color/shared-scale';
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
export { saliencyTriptych, type SaliencyTriptychOptions } from './figures/saliency-triptych';
export { occlusionMap, type OcclusionMapOptions } from './figures/occlusion-map';
export { superpixelOverlay, type SuperpixelOverlayOptions } from './figures/superpixel-overlay';
export {
  superpixelSheet,
  type ExplainedSuperpixels,
  type SuperpixelSheetOptions,
} from './figures/superpixel-sheet';
export { methodMaps, type MethodMapsData, type MethodMapsOptions } from './figures/method-maps';
export {
  faithfulnessCurves,
  type CurvePanel,
  type FaithfulnessCurve,
  type FaithfulnessCurvesOptions,
} from './figures/faithfulness-curves';

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

export { mapPicture } from './figures/map-picture';
export { maskedPicture, type MaskedPictureOptions } from './figures/masked-picture';
export type { MetricScores } from './figures/metric-scores';

export { imageGrid, type ImageGridOptions } from './figures/image-grid';
export { filterSheet, type FilterPictures, type FilterSheetOptions } from './figures/filter-sheet';
export { tracePlot, type Traces, type TracePlotOptions } from './figures/trace-plot';
export { activationSheet, type Activations, type ActivationSheetOptions } from './figures/activation-sheet';
export { barChart, type BarData, type BarSeries, type BarChartOptions } from './figures/bar-chart';
export { modelDiagram, type DiagramLayer, type ModelDiagramOptions } from './figures/model-diagram';
export { parameterBar, type ParameterBarOptions } from './figures/parameter-bar';

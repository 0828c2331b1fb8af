export { saliency, type SaliencyOptions } from './gradient/saliency';
export { inputXGradient, type InputXGradientOptions } from './gradient/input-x-gradient';
export { integratedGradients, type IntegratedGradientsOptions } from './gradient/integrated-gradients';
export { smoothGrad, type SmoothGradOptions } from './gradient/smooth-grad';
export { smoothGradSquared, type SmoothGradSquaredOptions } from './gradient/smooth-grad-squared';
export { varGrad, type VarGradOptions } from './gradient/var-grad';
export { gradientShap, type GradientShapOptions } from './gradient/gradient-shap';
export type { InnerMethodName } from './gradient/inner-method';
export type { NoiseLevel } from './gradient/noise';
export type { QuadratureRule } from './gradient/quadrature';
export { guidedBackprop, type GuidedBackpropOptions } from './gradient/guided-backprop';
export { deconvnet, type DeconvnetOptions } from './gradient/deconvnet';
export { deepLift, type DeepLiftOptions } from './gradient/deep-lift';
export { deepLiftShap, type DeepLiftShapOptions } from './gradient/deep-lift-shap';
export { lrp, type LrpOptions } from './gradient/lrp';
export type { RelevanceRule } from './rules/relevance';
export { gradCam } from './cam/grad-cam';
export { gradCamPlusPlus } from './cam/grad-cam-plus-plus';
export { xGradCam } from './cam/x-grad-cam';
export { layerCam } from './cam/layer-cam';
export { hiResCam } from './cam/hi-res-cam';
export { elementWiseCam } from './cam/element-wise-cam';
export { eigenCam } from './cam/eigen-cam';
export { eigenGradCam } from './cam/eigen-grad-cam';
export { scoreCam } from './cam/score-cam';
export { ablationCam } from './cam/ablation-cam';
export { classActivationMap } from './cam/class-activation-map';
export type { CamAttribution, CamOptions, WeighedCamAttribution } from './cam/cam-attribution';
export { guidedGradCam, type GuidedGradCamOptions } from './cam/guided-grad-cam';
export { upsampleMap, type UpsampleOptions } from './cam/upsample-map';
export {
  layerActivations,
  type LayerActivation,
  type LayerActivationsOptions,
} from './layers/layer-activations';
export { filterOutputs, type FilterOutputs, type FilterOutputsOptions } from './layers/filter-outputs';
export {
  filterStatistics,
  type Field,
  type FilterStatisticsOptions,
  type FilterSummary,
  type LayerStatistics,
  type TopActivation,
} from './filters/filter-statistics';
export { cropFields, type CroppedImages, type CropFieldsOptions } from './filters/crop-fields';
export {
  receptiveFields,
  type ReceptiveField,
  type ReceptiveFieldsOptions,
} from './receptive-field/receptive-fields';
export {
  layerGradientXActivation,
  type LayerGradientXActivationOptions,
} from './layers/layer-gradient-x-activation';
export {
  layerIntegratedGradients,
  type LayerIntegratedGradientsOptions,
} from './layers/layer-integrated-gradients';
export { layerConductance, type LayerConductanceOptions } from './layers/layer-conductance';
export { internalInfluence, type InternalInfluenceOptions } from './layers/internal-influence';
export { neuronGradient, type NeuronGradientOptions } from './neurons/neuron-gradient';
export {
  neuronIntegratedGradients,
  type NeuronIntegratedGradientsOptions,
} from './neurons/neuron-integrated-gradients';
export { neuronConductance, type NeuronConductanceOptions } from './neurons/neuron-conductance';
export type { NeuronOptions } from './neurons/prepared-neuron';
export { layerDeepLift, type LayerDeepLiftOptions } from './layers/layer-deep-lift';
export {
  maximizeActivation,
  type MaximizeActivationOptions,
  type MaximizedActivation,
} from './features/maximize-activation';
export type { ActivationObjective, WeightedObjective } from './features/objective';
export { blur, totalVariation, towardsGrey, type Regularizer } from './features/regularizers';
export { jitter, rotate, scale, type Transform } from './features/transforms';
export type { ParametrizationName } from './features/parametrization';
export {
  patternScores,
  type PaintedPictures,
  type PatternScores,
  type PatternScoresOptions,
} from './features/pattern-scores';
export {
  patternsByStepSize,
  type PatternsByStepSize,
  type PatternsByStepSizeOptions,
} from './features/patterns-by-step-size';
export type { PictureStart } from './features/start-pictures';
export type { StepRuleName } from './features/step-rules';
export { slic, type SlicOptions } from './segments/slic';
export { limeQuickshift, quickshift, type QuickshiftOptions } from './segments/quickshift';
export { felzenszwalb, type FelzenszwalbOptions } from './segments/felzenszwalb';
export { gridSegments, type GridSegmentsOptions } from './segments/grid-segments';
export { faceSegments, type FaceSegmentsOptions } from './segments/face-segments';
export { segmentBoundaries, type SegmentBoundariesOptions } from './segments/segment-boundaries';
export { checkSegmentation } from './segments/check-segmentation';
export type { PlainImage } from './segments/plain-image';
export type { Segmentation } from './segments/segmentation';
export { occlusion, type OcclusionOptions } from './perturbation/occlusion';
export type { SegmentAttribution } from './perturbation/segment-attribution';
export { featureAblation, type FeatureAblationOptions } from './perturbation/feature-ablation';
export {
  shapleyValues,
  type ShapleyAttribution,
  type ShapleyValuesOptions,
} from './perturbation/shapley-values';
export { kernelShap, type KernelShapOptions } from './perturbation/kernel-shap';
export { lime, type LimeOptions } from './perturbation/lime';
export type { LinearAttribution, LocalSamples } from './perturbation/linear-attribution';
export type { Distance, Kernel } from './perturbation/distances';
export type { FeatureSelection } from './perturbation/feature-selection';
export type { HideColor } from './perturbation/hide-color';
export type { Segmenter, SegmentOptions, Segments } from './perturbation/read-segments';
export type { Regressor } from './perturbation/regressors';
export type { SampleMasks } from './perturbation/sample-masks';
export { limeMask, type LimeMask, type LimeMaskOptions } from './perturbation/lime-mask';
export { rise, type RiseOptions } from './perturbation/rise';
export {
  onPlainData,
  type BlackBoxModel,
  type PlainDataModel,
  type PlainScores,
} from './perturbation/black-box';
export { completeness, type CompletenessOptions } from './faithfulness/completeness';
export { infidelity, type InfidelityOptions } from './faithfulness/infidelity';
export { maxSensitivity, type MaxSensitivityOptions } from './faithfulness/max-sensitivity';
export { deletion, type DeletionOptions } from './faithfulness/deletion';
export { insertion, type InsertionOptions } from './faithfulness/insertion';
export { pixelFlipping, type PixelFlippingOptions } from './faithfulness/pixel-flipping';
export { road, type RoadOptions } from './faithfulness/road';
export { pointingGame, type PointingGameOptions } from './faithfulness/pointing-game';
export {
  relevanceMassAccuracy,
  type RelevanceMassAccuracyOptions,
} from './faithfulness/relevance-mass-accuracy';
export {
  relevanceRankAccuracy,
  type RelevanceRankAccuracyOptions,
} from './faithfulness/relevance-rank-accuracy';
export { attributionAuc, type AttributionAucOptions } from './faithfulness/attribution-auc';
export { topKIntersection, type TopKIntersectionOptions } from './faithfulness/top-k-intersection';
export { sparseness, type SparsenessOptions } from './faithfulness/sparseness';
export { complexity, type ComplexityOptions } from './faithfulness/complexity';
export { effectiveComplexity, type EffectiveComplexityOptions } from './faithfulness/effective-complexity';
export {
  modelRandomization,
  type ModelRandomizationOptions,
  type ModelRandomizationResult,
} from './faithfulness/model-randomization';
export {
  compareMethods,
  type ComparedMethod,
  type ComparedMetric,
  type CompareMethodsOptions,
  type MethodComparison,
} from './faithfulness/compare-methods';
export type { ComparedScore, ComparisonRow } from './faithfulness/ranking';
export type { MetricName } from './faithfulness/measures';
export { metrics } from './faithfulness/metrics';
export type {
  AttributionFunction,
  AttributionMethod,
  ImageMethodName,
} from './faithfulness/attribution-method';
export type { MeasuredAttribution } from './faithfulness/attribution-maps';
export type { Masks } from './faithfulness/masks';
export type { MetricInfo } from './faithfulness/metric-info';
export type { Curve, MetricResult } from './faithfulness/metric-result';
export type { Replacement } from './faithfulness/replacement';
export { faceRegions, type FaceRegions, type FaceRegionsOptions } from './reading/face-regions';
export type { FaceRegionName } from './reading/face-shapes';
export type { Regions } from './reading/regions';
export {
  attributionShares,
  type AttributionShares,
  type AttributionSharesOptions,
  type ShareSign,
} from './reading/attribution-shares';
export {
  meanSharesPerClass,
  type MeanShares,
  type MeanSharesPerClassOptions,
} from './reading/mean-shares-per-class';
export { meanMapPerClass, type MeanMaps, type MeanMapPerClassOptions } from './reading/mean-map-per-class';
export { mapEntropy } from './reading/map-entropy';
export {
  entropyAgainstConfidence,
  type ConfidenceBin,
  type EntropyAgainstConfidence,
  type EntropyAgainstConfidenceOptions,
} from './reading/entropy-against-confidence';
export { stream, type IterativeMethod, type IterativeOptions } from './stream';
export { methods } from './catalogue/methods';
export type { MethodInfo, Paper } from './catalogue/method-info';
export { canExplain, type CanExplain, type CanExplainOptions } from './catalogue/can-explain';
export type { Attribution, CompleteAttribution, Provenance } from './common/attribution';
export type { ImageBatch, Images, IndexBatch, PlainBatch } from './common/images';
export type { AttributionOptions, RunOptions, Score, ScoreOptions } from './common/options';
export type { ExplainableModel, ScoreFunction } from './common/subject';
export type { GraphModelLike, GraphModelTensorInfo } from './graph/graph-model/graph-model';
export type { Target } from './common/target';

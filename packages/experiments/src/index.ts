export { runExperiment } from './run-experiment';
export { FILM_SCRIPT } from './report/film-element';
export { remakeReport, ReportError, type RemakeReportOptions } from './report/remake-report';
export { keepEpochMaps } from './learning/keep-epoch-maps';
export { readEpochMaps, type EpochMaps, type ReadEpochMapsOptions } from './learning/epoch-maps';
export {
  epochMapsFigure,
  learningFacesFigure,
  type EpochMapsFigureOptions,
} from './learning/epoch-maps-figure';
export { facesShown } from './figures/draw-figures';
export { ResumeError } from './resume-run';
export { parseSpec } from './parse-spec';
export { experimentSpec, type ExperimentChoices } from './experiment-spec';
export type {
  ExperimentSpec,
  DataSpec,
  DivisionSpec,
  ModelSpec,
  TrainingSpec,
  EvaluationSpec,
  SpecInput,
  TrainingInput,
} from './spec';
export { FIGURE_NAMES, type FigureName } from './figure-names';
export { specHash } from './spec-hash';
export { DRAWN_FACES } from './drawn-faces';
export { checkAgainstData } from './check-against-data';
export { divide, part, type DividedData } from './divide';
export { dataHash } from './hash';
export { BEST } from './train-run';
export {
  confusionFigure,
  evaluatePrediction,
  evaluateSplit,
  reliabilityFigure,
  writeEvaluation,
  type NamedEvaluation,
} from './evaluate-run';
export { predictSplit, writePredictions, type PredictSplitOptions } from './predict-split';
export {
  explanationFigure,
  activationFigure,
  filterFigure,
  type ExplanationFigureOptions,
} from './figures/model-figures';
export { lastConvolution } from './figures/convolutions';
export { camLayer } from './figures/cam-layer';
export { attributionMaps } from './figures/attribution-maps';
export { commonUnits, drawableMethods, type MethodChoice } from './figures/method-views';
export { paintedPictures } from './figures/painted-pictures';
export {
  activationAfter,
  activationSheets,
  maximizedSheet,
  strongestSheet,
  type ActivationSheetsOptions,
  type MaximizedSheetOptions,
  type StrongestSheetOptions,
} from './figures/layer-sheets';
export { writeFigure } from './figures/write-figure';
export { imageBatch } from './figures/image-batch';
export { chooseExamples } from './figures/choose-examples';
export { readRunRecord, holdsRun, type RunRecord } from './run-record';
export type { RunFolder } from './run-folder';
export { runFilesOf } from './run-files';
export { storeRunFolder } from './store-run-folder';
export type { Environment, RunEvent, RunOptions } from './environment';
export { sampleFigure } from './figures/data-figures';
export { auditFigures, type AuditFiguresOptions } from './figures/audit-figures';
export { parseSweep, type Sweep } from './sweep/sweep-file';
export { trialsOf, type Trial, type TrialsOptions } from './sweep/trials';
export { trialResult, TRIAL_ERROR, type TrialResult, type TrialStatus } from './sweep/trial-result';
export { sortResults, summaryRows, sweepCsv, seedGroups, type SeedGroup } from './sweep/sweep-summary';
export { differentData, sweepFigure, sweepReport, type SweepReportOptions } from './sweep/sweep-report';
export { labelText } from './sweep/varied';
export { compare, type CompareOptions } from './compare/compare';
export { comparisonOf, type Comparison, type Difference, type Variant } from './compare/comparison';
export { comparisonHtml } from './compare/comparison-html';
export { estimate, pairedDifference, type Estimate } from './compare/estimate';
export { parseMetrics, readRun, type FinishedRun } from './compare/read-run';
export { checkSeeds, type CompareEvent } from './compare/run-variants';
export { studies, study } from './studies/studies';
export { studySpecs, scaleStudy, type ScaledStudy, type ScaleStudyOptions } from './studies/scale-study';
export { runStudy, type RunStudyOptions, type StudyOutcome } from './studies/run-study';
export type { Study, StudyFigure, StudyRun, ReportedNumber } from './studies/study';
export { studyNeeds, trainingBytes, type RunNeeds, type StudyNeeds } from './studies/study-needs';
export {
  scoreAgainstTruth,
  type ScoreAgainstTruthOptions,
  type TruthTable,
} from './ground-truth/score-against-truth';
export {
  scoreAgainstTrap,
  type MarkedFaces,
  type MarkUse,
  type ScoreAgainstTrapOptions,
  type TrapScore,
  type TrapTable,
  type TrapVerdict,
} from './ground-truth/score-against-trap';
export {
  groundTruth,
  type GroundTruth,
  type GroundTruthOptions,
  type LoadFaces,
} from './ground-truth/ground-truth';
export type { FacesWithTruth } from './ground-truth/faces-with-truth';
export type { JudgeOptions, TruthScore } from './ground-truth/judge-methods';
export type { MethodSettings } from './ground-truth/method-settings';

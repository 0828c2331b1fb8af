import type { SpecInput } from '../spec';

/** One of the written studies as data: what it asked, how to run it again, what it reported, and what its report shows. */
export interface Study {
  /** What commands call it: the name of its main network. */
  name: string;
  number: number;
  title: string;
  /** What the study asked, a few sentences. */
  asked: string;
  /** What its report shows, in a line. */
  gives: string;
  /** Its runs by name; `main` is the one that is looked into. */
  runs: { main: StudyRun } & Record<string, StudyRun>;
  comparisons: StudyComparison[];
  reported: ReportedNumber[];
  /** What the study says of data, model and training. */
  stated: Choice[];
  /** What it does not say, and what is done here. */
  notStated: Choice[];
  confusion: StudyConfusion;
  figures: StudyFigure[];
}

export interface StudyRun {
  title: string;
  /** The run's spec; name, version and seed are given when it is run. */
  spec: SpecInput;
}

/** A question that several runs answer. */
interface StudyComparison {
  title: string;
  text: string;
  /** Names of runs; the first is what the others are compared with. */
  runs: string[];
}

/** Something that is stated, or chosen where nothing is. */
interface Choice {
  what: string;
  is: string;
}

/** A number that the study printed, and what stands for it in a run. */
export interface ReportedNumber {
  what: string;
  /** Without one the study did not report what is measured here. */
  value?: number;
  unit: 'share' | 'count';
  /** Without one, this software has no such number (yet): `remark` says why. */
  measure?: Measure;
  remark?: string;
}

/** Parts of the data that something is measured on; `public` and `private` are FER2013's PublicTest and PrivateTest. */
export type MeasuredPart = 'validation' | 'public' | 'private';

/** Which number of a run. */
export type Measure = { run: string } & (
  | { of: 'accuracy'; on: MeasuredPart }
  | { of: 'recall'; class: string; on: MeasuredPart }
  | { of: 'confusion'; actual: string; predicted: string; on: MeasuredPart }
  /** How often a class was answered, as a share of the images. */
  | { of: 'predicted'; class: string; on: MeasuredPart }
  | { of: 'parameters' | 'trainable' | 'nonTrainable' | 'bestEpoch' }
  /** A column of metrics.csv: of an epoch, or of the last one. */
  | { of: 'accuracyOfEpoch' | 'validationOfEpoch'; epoch?: number }
);

interface StudyConfusion {
  /** Where the study's matrix was measured. */
  on: MeasuredPart;
  /** How many of the largest confusions are named. */
  top: number;
  said: string;
}

/** Which faces a figure shows. */
export type Faces =
  /** Rows of the training file, from 0. */
  | { rows: number[] }
  /** So many images of every class of the part that the result is measured on, chosen by the seed. */
  | { perClass: number };

/** Filters of a layer: by number, the first so many, or so many drawn by the seed. */
export type ChosenFilters = { filters: number[] } | { first: number } | { random: number };

/** A figure that looks into the best model of the first seed of a run. */
export type StudyFigure = {
  title: string;
  /** What the study saw there. */
  said?: string;
} & (
  | {
      kind: 'saliency';
      run: string;
      faces: Faces;
      /** The image, black where the map scaled to 0..1 is less. */ masked?: number;
    }
  /** The `kept` superpixels that speak most for the prediction, by LIME with so many samples a face. */
  | { kind: 'lime'; run: string; faces: Faces; samples: number; kept: number }
  /** Gradient ascent on the mean output of filters of the nth convolution, and their output on a face. */
  | {
      kind: 'filters';
      run: string;
      convolution: number;
      choose: ChosenFilters;
      /** Sizes of a step, a sheet each; default that of `maximizeActivation`. */
      stepSizes?: number[];
      outputs?: boolean;
      /** No gradient ascent, the outputs only. */
      outputsOnly?: boolean;
    }
  /** Gradient ascent on each class's probability, from noise or from a face. */
  | { kind: 'classes'; run: string; from: 'noise' | 'face' }
  /** How many filters of convolutions find only noise, by size of a step, beside the shares that the study counted by eye. */
  | {
      kind: 'patterns';
      run: string;
      noiseShares: { convolution: number; share: number }[];
      stepSizes: number[];
    }
  /** Every channel of layers: of all, or of those of a type such as ZeroPadding2D. */
  | { kind: 'activations'; run: string; layers: 'all' | { type: string } }
  /** Sizes after each convolution and pooling, by the formula. */
  | { kind: 'outputSizes'; run: string }
  /** Gradients of the layers that learn, and of the loss, against finite differences. */
  | { kind: 'gradients'; run: string }
);

/** Rows of FER2013's training part, which the counts of the studies refer to. */
export const FER_TRAINING_ROWS = 28_709;

import type { Score } from '../common/options';

/** What a method is, for menus and documents; `name` is also the name of the function. */
export interface MethodInfo {
  name: string;
  family: 'gradient' | 'cam' | 'layer' | 'neuron' | 'perturbation' | 'activation' | 'feature visualisation';
  /**
   * What the model must offer: `'gradient'` through it, its `'layers'`, or a rule of DeepLIFT (`'rescale'`) or of LRP
   * (`'relevance'`) for every layer on the way.
   */
  needs: readonly ('gradient' | 'layers' | 'rescale' | 'relevance')[];
  /** The score that it explains when none is asked for. Default `'logit'`. */
  score?: Score;
  /** It explains the logit, no probability. */
  logitOnly?: true;
  /** Names of the options that it takes beside those that every method takes. */
  options: readonly string[];
  /** Whether `stream` gives results of it that improve. */
  iterative?: true;
  /** Passes an image takes, in terms of the options. */
  cost: { forward: string; backward: string };
  /** One sentence on what the values say. */
  tells: string;
  paper?: Paper;
}

export interface Paper {
  title: string;
  year: number;
  url: string;
}

export const paper = (title: string, year: number, url: string): Paper => ({ title, year, url });

import type { ClassName, RegionName, SplitName } from './names';

/**
 * Labelled faces with ground truth about where the label is. Structurally the `LabelledImages` of `@fer/data`
 * with more beside it.
 */
export interface DrawnFaces {
  /** Grey, `[n, 48, 48, 1]`, 0..255. */
  images: Uint8Array;
  shape: [number, number, number, number];
  /** Index in `classes`, `[n]`. */
  labels: Uint8Array;
  splits: SplitName[];
  /** Unique, e.g. `happy-0012`. */
  ids: string[];
  classes: ClassName[];
  /** The region of every pixel: `maps` is `[n, 48, 48]` of indices in `names`. */
  regions: { maps: Uint8Array; names: RegionName[] };
  /** For each image the regions whose look differs from a neutral face (for neutral: where it would differ). */
  labelRegions: RegionName[][];
  /** Who it is (head and hair). No identity is in two splits. */
  identities: string[];
  /** The expression parts of each image, e.g. `mouth:grin`; those that end in `!` occur in the test split only. */
  parts: string[][];
}

export type Corner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** A mark in a corner that goes with a class: a shortcut that a model takes and a faithful method must find. */
export interface Trap {
  /** The class that the mark gives away, by index or name. */
  class: number | ClassName;
  /** Share of that class that gets the mark; default 0.95. */
  probability?: number;
  /** Share of the other classes that get it; default 0. */
  otherwise?: number;
  /** Default `'bottom-right'`. */
  corner?: Corner;
  /** Splits that get it; default all. `['train', 'validation']` leaves an honest test. */
  splits?: SplitName[];
}

export interface DrawnFacesOptions {
  /** Seed of light, contrast, blur, noise and trap; default 0. */
  seed?: number;
  /** Leave out light, contrast, blur and noise; default false. */
  clean?: boolean;
  trap?: Trap;
}

import type { ThemeName } from './theme';

/** A finished picture: SVG text and its size in pixels. */
export interface Figure {
  svg: string;
  width: number;
  height: number;
}

/** What every figure takes. */
export interface FigureOptions {
  /**
   * Colours for a light or a dark page; `'auto'` is for SVG in browsers only, which then take the page's `color-scheme`.
   * Default `'light'`.
   */
  theme?: ThemeName;
  /** The heading; each figure has a plain one of its own. `''` leaves it out. */
  title?: string;
  /** Text under the figure, wrapped to its width. Default none. */
  caption?: string;
}

/** A batch of pictures. Float32 values are 0..1, Uint8 values 0..255. */
export interface ImageBatch {
  data: Float32Array | Uint8Array;
  /** `[n, h, w, c]`, c 1 (grey) or 3 (RGB). */
  shape: readonly number[];
}

/** One picture. Float32 values are 0..1, Uint8 values 0..255. */
export interface Image {
  data: Float32Array | Uint8Array;
  /** `[h, w]`, `[h, w, c]` or `[1, h, w, c]`, c 1 (grey) or 3 (RGB). */
  shape: readonly number[];
}

/** A field of numbers over a picture. */
export interface ValueMap {
  values: Float32Array;
  /** `[h, w]`, `[h, w, 1]`, `[1, h, w]` or `[1, h, w, 1]`. */
  shape: readonly number[];
}

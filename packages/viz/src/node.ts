import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import type { Figure } from './figure';

export interface ToPngOptions {
  /** Pixels of the PNG a pixel of the figure, up to 16. Default 2, for sharp text on today's screens. */
  scale?: number;
  /**
   * Also look for characters in the system's fonts (Chinese class names, say). Default false: only the bundled Inter
   * (Latin, Greek, Cyrillic), so that the same figure gives the same PNG on every machine.
   */
  systemFonts?: boolean;
}

// Without a font file the renderer drops text without a word, so two weights of Inter travel with the package.
// The path holds for src/node.ts and dist/node.* alike.
const fontFiles = ['Inter-Regular.ttf', 'Inter-SemiBold.ttf'].map((name) =>
  fileURLToPath(new URL(`../fonts/${name}`, import.meta.url)),
);

/**
 * The figure as the bytes of a PNG, `scale` times as large.
 *
 * Errors: a scale that is not in 0..16, a figure of the theme `'auto'`: a PNG has one.
 *
 * @example
 * await writeFile('history.png', toPng(historyPlot(records)));
 */
export function toPng(figure: Figure, options: ToPngOptions = {}): Uint8Array {
  const { scale = 2, systemFonts = false } = options;
  if (!(scale > 0 && scale <= 16)) throw new Error(`invalid scale: ${scale} (expected above 0, at most 16)`);
  if (figure.svg.includes('="light-dark('))
    throw new Error("invalid theme of the figure: auto (expected 'light' or 'dark' for a PNG)");
  const renderer = new Resvg(figure.svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontFiles, loadSystemFonts: systemFonts, defaultFontFamily: 'Inter' },
  });
  return new Uint8Array(renderer.render().asPng());
}

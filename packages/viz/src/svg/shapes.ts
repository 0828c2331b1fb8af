import { imageElement, type Raster } from '../raster/raster';
import type { Theme } from '../theme';
import { element, escapeText, type Attributes } from './element';
import type { Weight } from '../text/measure';

export interface LabelOptions {
  size: number;
  fill: string;
  weight?: Weight;
  anchor?: 'start' | 'middle' | 'end';
  /** Degrees, about the anchor point. */
  rotate?: number;
}

/** One line of text whose baseline starts (or ends, or is centred) at x, y. */
export function label(x: number, y: number, content: string, options: LabelOptions): string {
  const { size, fill, weight = 400, anchor = 'start', rotate } = options;
  return element(
    'text',
    {
      x,
      y,
      'font-size': size,
      'font-weight': weight === 400 ? undefined : weight,
      fill,
      'text-anchor': anchor === 'start' ? undefined : anchor,
      transform: rotate === undefined ? undefined : `rotate(${rotate} ${x} ${y})`,
    },
    escapeText(content),
  );
}

/** A filled rectangle. */
export function box(x: number, y: number, width: number, height: number, attributes: Attributes): string {
  return element('rect', { x, y, width, height, ...attributes });
}

/** A straight line. */
export function rule(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string {
  return element('line', { x1, y1, x2, y2, ...attributes });
}

/** An open line through points. */
export function polyline(points: (readonly [number, number])[], attributes: Attributes): string {
  const written = points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' ');
  return element('polyline', { points: written, fill: 'none', ...attributes });
}

/** An outline just outside a rectangle: white corners of a map must not melt into a white page. */
export function outline(x: number, y: number, width: number, height: number, theme: Theme): string {
  return box(x - 0.5, y - 0.5, width + 1, height + 1, { fill: 'none', stroke: theme.faint });
}

/** A raster over a rectangle, outlined. */
export function picture(raster: Raster, x: number, y: number, width: number, height: number, theme: Theme) {
  return imageElement(raster, x, y, width, height) + outline(x, y, width, height, theme);
}

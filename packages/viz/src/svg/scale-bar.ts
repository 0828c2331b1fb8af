import type { ColorScale } from '../color/color-scale';
import { imageElement, type Raster } from '../raster/raster';
import { formatValue } from '../text/format';
import { type, type Theme } from '../theme';
import { box, label } from './shapes';

export interface ScaleBarOptions {
  theme: Theme;
  /** Text at the low end, the zero and the high end; default: the domain's numbers. */
  ends?: readonly [string, string];
}

/** Height of a scale bar with its numbers. */
export const scaleBarHeight = 26;

/** A horizontal bar of the scale's colours with numbers under its ends, and under zero if the scale diverges. */
export function scaleBar(
  x: number,
  y: number,
  width: number,
  scale: ColorScale,
  options: ScaleBarOptions,
): string {
  const { theme, ends = [formatValue(scale.domain[0]), formatValue(scale.domain[1])] } = options;
  const text = { size: type.small, fill: theme.muted };
  const baseline = y + 22;
  return [
    imageElement(strip(scale), x, y, width, 8),
    box(x + 0.5, y + 0.5, width - 1, 7, { fill: 'none', stroke: theme.faint }),
    label(x, baseline, ends[0], text),
    ...(scale.diverging
      ? [label(x + width * scale.position(0), baseline, '0', { ...text, anchor: 'middle' })]
      : []),
    label(x + width, baseline, ends[1], { ...text, anchor: 'end' }),
  ].join('');
}

function strip({ colors }: ColorScale): Raster {
  const data = new Uint8Array(colors.length * 4);
  colors.forEach((rgb, i) => data.set([...rgb, 255], i * 4));
  return { data, width: colors.length, height: 1 };
}

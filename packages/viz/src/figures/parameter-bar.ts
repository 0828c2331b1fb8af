import { checkWhole } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { legend } from '../svg/legend';
import { box, label } from '../svg/shapes';
import { formatCount, formatShare } from '../text/format';
import { textWidth, truncate } from '../text/measure';
import { themeOf, type, type Theme } from '../theme';
import { families, familyOf } from './layer-families';
import type { DiagramLayer } from './model-diagram';

export interface ParameterBarOptions extends FigureOptions {
  /** Layers that are listed, the largest first; the others are summed up. Default 8. */
  listed?: number;
}

const width = 640;
const bar = 36;
const row = 22;

/**
 * Where a model's parameters are: one bar whose parts are the layers in their order, coloured by family, and the largest
 * layers as a list. A part that is wide enough has its share inside.
 *
 * Errors: no layers, no parameters at all, a negative or fractional number of them.
 *
 * @example
 * const { svg } = parameterBar(summarize(model).layers);
 */
export function parameterBar(
  layers: readonly Pick<DiagramLayer, 'name' | 'type' | 'params'>[],
  options: ParameterBarOptions = {},
): Figure {
  const { listed = 8 } = options;
  checkWhole('listed', listed, 1);
  for (const { name, params } of layers) checkWhole(`params of layer '${name}'`, params, 0);
  const filled = layers.filter(({ params }) => params > 0);
  const total = filled.reduce((sum, { params }) => sum + params, 0);
  if (total === 0) throw new Error('invalid params of all layers: 0 (expected a layer that has some)');
  const theme = themeOf(options.theme);
  const used = families.flatMap(([name], i) =>
    filled.some((layer) => familyOf(layer) === i) ? [{ name, color: theme.series[i] }] : [],
  );
  const names = legend(used, width, theme);
  const rows = listOf(filled, listed, theme);
  const nameWidth = Math.min(270, Math.max(...rows.map(({ name }) => textWidth(name, type.label)))) + 1;
  const countWidth = Math.max(...rows.map(({ params }) => textWidth(formatCount(params), type.label)));

  const draw = (x: number, y: number) => {
    const top = y + names.height;
    const parts = [names.draw(x, y)];
    let before = 0;
    for (const layer of filled) {
      const left = x + (before / total) * width;
      const wide = (layer.params / total) * width;
      before += layer.params;
      const color = theme.series[familyOf(layer)];
      const text = formatShare(layer.params / total);
      // A gap between neighbours of one colour, but never in place of a thin part.
      parts.push(box(left, top, Math.max(0.75, wide - 1.5), bar, { fill: color }));
      if (textWidth(text, type.label, 600) + 10 < wide)
        parts.push(
          label(left + (wide - 1.5) / 2, top + bar / 2 + 4, text, {
            size: type.label,
            weight: 600,
            fill: theme.background,
            anchor: 'middle',
          }),
        );
    }
    rows.forEach(({ name, params, color }, i) => {
      const baseline = top + bar + 16 + (i + 0.7) * row;
      const text = { size: type.label, fill: theme.ink };
      const counts = x + 17 + nameWidth + 32 + countWidth;
      parts.push(
        color ? box(x, baseline - 10, 11, 11, { fill: color, rx: 2 }) : '',
        label(x + 17, baseline, truncate(name, nameWidth, type.label), text),
        label(counts, baseline, formatCount(params), { ...text, anchor: 'end' }),
        label(counts + 60, baseline, formatShare(params / total), {
          ...text,
          fill: theme.muted,
          anchor: 'end',
        }),
      );
    });
    return parts.join('');
  };
  return frame(
    {
      title: 'Parameters by layer',
      subtitle: `${formatCount(total)} parameters in ${filled.length} of ${layers.length} layers`,
      width,
      height: names.height + bar + 16 + rows.length * row,
      draw,
    },
    options,
  );
}

/** The largest layers, and the others in one row. */
function listOf(
  layers: readonly Pick<DiagramLayer, 'name' | 'type' | 'params'>[],
  listed: number,
  theme: Theme,
): { name: string; params: number; color?: string }[] {
  const sorted = [...layers].sort((a, b) => b.params - a.params);
  const shown = sorted.length === listed + 1 ? sorted : sorted.slice(0, listed);
  const others = sorted.slice(shown.length);
  return [
    ...shown.map((layer) => ({
      name: layer.name,
      params: layer.params,
      color: theme.series[familyOf(layer)],
    })),
    ...(others.length === 0
      ? []
      : [
          {
            name: `${others.length} others`,
            params: others.reduce((sum, { params }) => sum + params, 0),
          },
        ]),
  ];
}

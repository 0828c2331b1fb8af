import type { Figure, FigureOptions } from '../figure';
import { element } from '../svg/element';
import { frame } from '../svg/frame';
import { legend } from '../svg/legend';
import { box, label, polyline, rule } from '../svg/shapes';
import { formatCount } from '../text/format';
import { textWidth, truncate } from '../text/measure';
import { themeOf, type, type Theme } from '../theme';
import { families, familyOf } from './layer-families';
import { layerLanes, type LayerLanes } from './layer-lanes';

/** One layer of a summary; `summarize` of `@fer/models` gives these. */
export interface DiagramLayer {
  name: string;
  /** Keras' class name, such as `Conv2D`. */
  type: string;
  /** Without or with the batch axis (`null` or -1). */
  outputShape: readonly (number | null)[];
  params: number;
  /** Names of the layers that it reads. Default: the one before it. */
  inputs?: readonly string[];
}

export type ModelDiagramOptions = FigureOptions;

const rowHeight = 26;
const laneWidth = 14;

/**
 * The layers of a model from input to output: family by colour, shape of the output, parameters as number and as a
 * bar (share of the largest layer). Where layers read others than the one before, lines show what is connected.
 *
 * Errors: no layers, a negative or fractional number of parameters, an input that is no layer.
 *
 * @example
 * const { svg } = modelDiagram(summarize(model).layers, { title: 'wide4' });
 */
export function modelDiagram(layers: readonly DiagramLayer[], options: ModelDiagramOptions = {}): Figure {
  if (layers.length === 0) throw new Error('invalid number of layers: 0 (expected at least 1)');
  for (const layer of layers)
    if (!Number.isInteger(layer.params) || layer.params < 0)
      throw new Error(
        `invalid params of layer '${layer.name}': ${layer.params} (expected a whole number >= 0)`,
      );
  const branches = layerLanes(layers);
  const gutter = branches ? branches.count * laneWidth + 8 : 20;
  const theme = themeOf(options.theme);
  const total = layers.reduce((sum, layer) => sum + layer.params, 0);
  const most = Math.max(1, ...layers.map((layer) => layer.params));
  const shapes = layers.map((layer) => shapeText(layer.outputShape));
  const widest = (texts: string[], least: number, limit: number, weight: 400 | 600 = 400) =>
    Math.ceil(Math.min(limit, Math.max(least, ...texts.map((text) => textWidth(text, type.label, weight)))));
  const names = widest(
    layers.map((layer) => layer.name),
    60,
    220,
    600,
  );
  const types = widest(
    layers.map((layer) => layer.type),
    40,
    180,
  );
  const shape = widest([...shapes, 'output shape'], 80, 160);
  const params = widest(
    layers.map((layer) => formatCount(layer.params)),
    76,
    120,
  );
  const at = { name: gutter, type: gutter + names + 18, shape: 0, params: 0, bar: 0 };
  at.shape = at.type + types + 18;
  at.params = at.shape + shape + 22 + params;
  at.bar = at.params + 14;
  const barWidth = 120;
  const used = families.flatMap(([name], i) =>
    layers.some((layer) => familyOf(layer) === i) ? [{ name, color: theme.series[i] }] : [],
  );
  const colors = legend(used, Infinity, theme);
  const first = colors.height + 22;

  const draw = (x: number, y: number) => {
    const head = { size: type.small, fill: theme.muted };
    const parts = [
      colors.draw(x, y),
      label(x + at.name, y + colors.height + 12, 'layer', head),
      label(x + at.type, y + colors.height + 12, 'type', head),
      label(x + at.shape, y + colors.height + 12, 'output shape', head),
      label(x + at.params, y + colors.height + 12, 'parameters', { ...head, anchor: 'end' }),
    ];
    layers.forEach((layer, i) => {
      const top = y + first + i * rowHeight;
      const baseline = top + 17;
      const color = theme.series[familyOf(layer)];
      const text = { size: type.label, fill: theme.muted };
      parts.push(
        rule(x + (branches ? gutter : 0), top, x + at.bar + barWidth, top, { stroke: theme.faint }),
        branches ? '' : box(x, top + 3, 7, rowHeight - 6, { fill: color, rx: 2 }),
        label(x + at.name, baseline, truncate(layer.name, names + 1, type.label, 600), {
          ...text,
          weight: 600,
          fill: theme.ink,
        }),
        label(x + at.type, baseline, truncate(layer.type, types + 1, type.label), text),
        label(x + at.shape, baseline, truncate(shapes[i], shape + 1, type.label), {
          ...text,
          fill: theme.ink,
        }),
      );
      if (layer.params === 0) return;
      parts.push(
        label(x + at.params, baseline, formatCount(layer.params), {
          ...text,
          fill: theme.ink,
          anchor: 'end',
        }),
        box(x + at.bar, top + 8, Math.max(1, (layer.params / most) * barWidth), 10, { fill: color, rx: 1.5 }),
      );
    });
    if (branches) {
      const laneColors = layers.map((layer) => theme.series[familyOf(layer)]);
      parts.push(drawLanes(branches, x, y + first, laneColors, theme));
    }
    return parts.join('');
  };
  return frame(
    {
      title: 'Model',
      subtitle: `${layers.length} layers, ${formatCount(total)} parameters`,
      width: Math.max(at.bar + barWidth, colors.width),
      height: first + layers.length * rowHeight,
      draw,
    },
    options,
  );
}

/** A dot a layer, and lines that leave and enter their lanes within half a row. */
function drawLanes(
  { lanes, connections }: LayerLanes,
  x: number,
  y: number,
  colors: readonly string[],
  theme: Theme,
): string {
  const across = (lane: number) => x + (lane + 0.5) * laneWidth;
  const down = (row: number) => y + (row + 0.5) * rowHeight;
  const lines = connections.map(({ from, to, lane }) =>
    polyline(
      [
        [across(lanes[from]), down(from)],
        [across(lane), down(from + 0.5)],
        [across(lane), down(to - 0.5)],
        [across(lanes[to]), down(to)],
      ],
      { stroke: theme.muted, 'stroke-width': 1.5, 'stroke-linejoin': 'round' },
    ),
  );
  const dots = lanes.map((lane, row) =>
    element('circle', {
      cx: across(lane),
      cy: down(row),
      r: 5,
      fill: colors[row],
      stroke: theme.background,
      'stroke-width': 1.5,
    }),
  );
  return [...lines, ...dots].join('');
}

function shapeText(shape: readonly (number | null)[]): string {
  const [first, ...rest] = shape;
  const sizes = first === null || first === -1 ? rest : shape;
  return sizes.map((size) => size ?? '?').join(' × ');
}

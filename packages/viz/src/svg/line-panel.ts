import { scaleLinear, scaleLog } from 'd3-scale';
import { formatCount } from '../text/format';
import { textWidth } from '../text/measure';
import { type, type Theme } from '../theme';
import { element } from './element';
import { label, polyline, rule } from './shapes';
import { spread } from './spread';

type Point = readonly [x: number, y: number];

export interface PanelLine {
  color: string;
  points: readonly Point[];
  /** Pixels. Default 2. */
  width?: number;
  dash?: string;
  opacity?: number;
  /** A shaded area about the line. */
  band?: readonly (readonly [x: number, low: number, high: number])[];
  /** Where a hollow circle stands on the line. */
  ring?: number;
  /** A dot at every point; a line of one point has one anyway. */
  dots?: boolean;
  /** Beside the last point. */
  name?: string;
}

export interface PanelContent {
  title?: string;
  xLabel: string;
  lines: readonly PanelLine[];
  /** Only whole numbers on the horizontal axis, with room at its ends. */
  whole?: boolean;
  /** Powers of ten on the horizontal axis. */
  log?: boolean;
  /** A dashed line upwards with a word above it. */
  mark?: { x: number; text: string };
}

/** Where the plot lies in its panel, pixels. */
export interface PanelSize {
  width: number;
  height: number;
  left: number;
  top: number;
}

/** Lines over two axes, with a grid, bands, marks and names at the ends of the lines. */
export function linePanel(
  left: number,
  top: number,
  content: PanelContent,
  size: PanelSize,
  theme: Theme,
): string {
  const { title, xLabel, lines, whole = false, log = false, mark } = content;
  const { width, height } = size;
  const x0 = left + size.left;
  const y0 = top + size.top;
  const xs = lines.flatMap((line) => line.points.map((point) => point[0]));
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const x = (log ? scaleLog : scaleLinear)([first, last], [x0 + 6, x0 + width - 6]);
  const values = lines.flatMap((line) => [
    ...line.points.map((point) => point[1]),
    ...(line.band ?? []).flatMap(([, low, high]) => [low, high]),
  ]);
  const y = scaleLinear(extent(values), [y0 + height, y0]).nice(5);
  const tickFormat = y.tickFormat(5);
  const text = { size: type.small, fill: theme.muted };
  // One place alone stands in the middle.
  const place = (value: number) => (first === last ? x0 + width / 2 : x(value));
  const ticks = first === last ? [first] : log ? logTicks(first, last) : x.ticks(6);
  const shown = whole ? ticks.filter(Number.isInteger) : ticks;
  const named = lines.filter((line) => line.name !== undefined);
  return [
    ...(title === undefined
      ? []
      : [label(x0, top + 14, title, { size: type.heading, weight: 600, fill: theme.ink })]),
    ...y
      .ticks(5)
      .flatMap((tick) => [
        rule(x0, y(tick), x0 + width, y(tick), { stroke: theme.faint }),
        label(x0 - 8, y(tick) + 4, tickFormat(tick), { ...text, anchor: 'end' }),
      ]),
    ...shown.map((tick) =>
      label(place(tick), y0 + height + 18, whole ? String(tick) : formatCount(tick), {
        ...text,
        anchor: 'middle',
      }),
    ),
    label(x0 + width / 2, y0 + height + 37, xLabel, { ...text, anchor: 'middle' }),
    ...(mark ? [verticalMark(mark.text, place(mark.x), x0, y0, size, theme)] : []),
    ...lines.map((line) => bandMark(line, place, y)),
    ...lines.map((line) => lineMark(line, place, y)),
    ...lines.map((line) => ringMark(line, place, y, theme)),
    ...endNames(named, y, x0 + width + 8, [y0 + 4, y0 + height - 2]),
  ].join('');
}

/** 1, 2 and 5 times powers of ten; fewer where the powers are many. */
function logTicks(first: number, last: number): number[] {
  const digits = last / first > 1e4 ? [1] : last / first > 100 ? [1, 3] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(Math.log10(first)); power <= Math.ceil(Math.log10(last)); power++)
    for (const digit of digits) ticks.push(Number(`${digit}e${power}`));
  return ticks.filter((tick) => tick >= first * (1 - 1e-9) && tick <= last * (1 + 1e-9));
}

function bandMark({ band, color }: PanelLine, x: (v: number) => number, y: (v: number) => number): string {
  if (band === undefined || band.length === 0) return '';
  if (band.length === 1) {
    const [[at, low, high]] = band;
    return rule(x(at), y(low), x(at), y(high), { stroke: color, 'stroke-opacity': 0.45, 'stroke-width': 2 });
  }
  const upper = band.map(([at, , high]) => `${x(at).toFixed(2)},${y(high).toFixed(2)}`);
  const lower = band.map(([at, low]) => `${x(at).toFixed(2)},${y(low).toFixed(2)}`).reverse();
  return element('polygon', { points: [...upper, ...lower].join(' '), fill: color, 'fill-opacity': 0.16 });
}

function lineMark(line: PanelLine, x: (value: number) => number, y: (value: number) => number): string {
  const { color, width = 2, dash, opacity } = line;
  const points = line.points.map(([at, value]) => [x(at), y(value)] as const);
  const dots = line.dots || points.length === 1 ? points : [];
  return [
    polyline(points, {
      stroke: color,
      'stroke-width': width,
      'stroke-linejoin': 'round',
      'stroke-linecap': 'round',
      'stroke-dasharray': dash,
      'stroke-opacity': opacity,
    }),
    ...dots.map(([cx, cy]) => element('circle', { cx, cy, r: line.dots ? 3.5 : 4.5, fill: color })),
  ].join('');
}

function ringMark(
  { points, ring, color }: PanelLine,
  x: (value: number) => number,
  y: (value: number) => number,
  theme: Theme,
): string {
  const at = points.find(([place]) => place === ring);
  return at === undefined
    ? ''
    : element('circle', {
        cx: x(at[0]),
        cy: y(at[1]),
        r: 4.5,
        fill: theme.background,
        stroke: color,
        'stroke-width': 2,
      });
}

function verticalMark(text: string, x: number, x0: number, y0: number, size: PanelSize, theme: Theme) {
  const half = textWidth(text, type.small) / 2;
  const center = Math.min(Math.max(x, x0 + half), x0 + size.width - half);
  return (
    rule(x, y0 - 6, x, y0 + size.height, { stroke: theme.muted, 'stroke-dasharray': '2 3' }) +
    label(center, y0 - 11, text, { size: type.small, fill: theme.muted, anchor: 'middle' })
  );
}

/** Names beside the ends of the lines, pushed apart where they would touch. */
function endNames(
  lines: PanelLine[],
  y: (value: number) => number,
  x: number,
  [least, most]: Point,
): string[] {
  const wanted = lines
    .map(({ name = '', color, points }) => ({ name, color, at: y(points.at(-1)![1]) }))
    .sort((a, b) => a.at - b.at);
  const places = spread(
    wanted.map(({ at }) => at),
    16,
    least,
    most,
  );
  return wanted.map(({ name, color }, i) =>
    label(x, places[i] + 4, name, { size: type.label, weight: 600, fill: color }),
  );
}

function extent(values: number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  if (low === high)
    return [low - Math.max(0.1, Math.abs(low) * 0.1), high + Math.max(0.1, Math.abs(high) * 0.1)];
  // Zero belongs to the picture when it is near.
  return [low > 0 && low < 0.35 * high ? 0 : low, high];
}

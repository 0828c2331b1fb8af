import { checkFinite, checkShape, checkWhole } from '../check';
import { colorize, colorScale, type ColorOptions } from '../color/color-scale';
import type { Figure, FigureOptions } from '../figure';
import type { Field } from '../raster/field';
import { blank, enlarge, imageElement, paste } from '../raster/raster';
import { tileSize } from '../raster/tile';
import { frame } from '../svg/frame';
import { scaleBar, scaleBarHeight } from '../svg/scale-bar';
import { label, outline } from '../svg/shapes';
import { textWidth } from '../text/measure';
import { themeOf, type } from '../theme';

/** The output of one layer for one picture. */
export interface Activations {
  values: Float32Array;
  /** `[h, w, c]` or `[1, h, w, c]`. */
  shape: readonly number[];
}

export interface ActivationSheetOptions extends FigureOptions, Pick<ColorOptions, 'palette'> {
  /**
   * `'each'`: every channel by its own range, so that weak ones show; `'joint'`: one scale for the layer, with a bar.
   * Default `'each'`; the caption says which.
   */
  scaling?: 'each' | 'joint';
  /** Channels a row. Default: a sheet a little wider than high. */
  columns?: number;
  /** Length of a tile's longer side in pixels. Default: by the number of channels, so that the sheet stays on a page. */
  tile?: number;
}

const page = { width: 900, least: 22, most: 96 };
const gap = 3;

/**
 * Every channel of a layer as a tile, numbered at the start of each row. Values that include negative ones are shown
 * blue-white-red with 0 in white, others in viridis. Channels without any contrast are counted in the caption: after
 * a ReLU they are dead for this picture.
 *
 * Errors: other shapes, NaN, an unknown scaling.
 *
 * @example
 * const { svg } = activationSheet({ values, shape: [24, 24, 64] }, { title: 'conv2', scaling: 'joint' });
 */
export function activationSheet(activations: Activations, options: ActivationSheetOptions = {}): Figure {
  const { scaling = 'each', palette = 'viridis' } = options;
  if (scaling !== 'each' && scaling !== 'joint')
    throw new Error(`invalid scaling: ${String(scaling)} (expected 'each' or 'joint')`);
  const theme = themeOf(options.theme);
  const channels = channelsOf(activations);
  const { width: w, height: h } = channels[0];
  const target = options.tile ?? defaultTile(channels.length);
  checkWhole('tile', target, 1, 1024);
  const size = tileSize(w, h, target);
  const columns = options.columns ?? defaultColumns(channels.length, size.width + gap);
  checkWhole('columns', columns, 1);
  const rows = Math.ceil(channels.length / columns);
  const used = Math.min(columns, channels.length);

  const joint = colorScale(activations.values, { palette });
  const kind = joint.diverging ? 'diverging' : 'sequential';
  const tiles = channels.map((channel) =>
    colorize(channel, scaling === 'joint' ? joint : colorScale(channel.values, { palette, scale: kind })),
  );
  // One embedded picture for all: hundreds of small ones cost ten times the bytes.
  // One embedded pixel a pixel of the figure: sheets are large, and squares survive enlargement.
  const factor = Math.max(1, size.factor / 2);
  const perPixel = (w * factor) / size.width;
  const pitch = {
    x: w * factor + Math.round(gap * perPixel),
    y: h * factor + Math.round(gap * perPixel),
  };
  const sheet = blank(
    used * pitch.x - Math.round(gap * perPixel),
    rows * pitch.y - Math.round(gap * perPixel),
  );
  tiles.forEach((tile, i) =>
    paste(sheet, enlarge(tile, factor), (i % columns) * pitch.x, Math.floor(i / columns) * pitch.y),
  );
  const flat = channels.filter(({ values }) => values.every((value) => value === values[0])).length;
  const numbers = Math.ceil(textWidth(String(channels.length), type.small)) + 8;
  const width = sheet.width / perPixel;
  const height = sheet.height / perPixel;
  const showBar = scaling === 'joint';
  return frame(
    {
      title: 'Activations',
      subtitle: `${channels.length} ${channels.length === 1 ? 'channel' : 'channels'} of ${h} × ${w}`,
      note: [
        showBar ? 'All channels share one colour scale.' : 'Each channel has its own colour scale.',
        flat > 0 ? `${flat} of ${channels.length} channels are constant on this picture.` : '',
      ].join(' '),
      width: numbers + width,
      height: height + (showBar ? 14 + scaleBarHeight : 0),
      draw: (x, y) =>
        [
          ...rowNumbers(rows, columns, pitch.y / perPixel, size.height).map(([text, middle]) =>
            label(x + numbers - 8, y + middle + 4, text, {
              size: type.small,
              fill: theme.muted,
              anchor: 'end',
            }),
          ),
          imageElement(sheet, x + numbers, y, width, height),
          // Only white corners need an edge; viridis has none.
          ...(joint.diverging ? tiles : []).map((_, i) =>
            outline(
              x + numbers + ((i % columns) * pitch.x) / perPixel,
              y + (Math.floor(i / columns) * pitch.y) / perPixel,
              size.width,
              size.height,
              theme,
            ),
          ),
          showBar
            ? scaleBar(x + numbers, y + height + 14, Math.max(120, Math.min(width, 240)), joint, { theme })
            : '',
        ].join(''),
    },
    options,
  );
}

/** The first channel of each row, skipping rows where the numbers would touch. */
function rowNumbers(rows: number, columns: number, pitch: number, height: number): [string, number][] {
  const every = Math.ceil(15 / pitch);
  return Array.from({ length: rows }, (_, row): [string, number] => [
    String(row * columns),
    row * pitch + height / 2,
  ]).filter((_, row) => row % every === 0);
}

function channelsOf({ values, shape }: Activations): Field[] {
  const sizes = shape.length === 4 && shape[0] === 1 ? shape.slice(1) : shape;
  if (sizes.length !== 3)
    throw new Error(`invalid shape of values: [${shape.join(', ')}] (expected [h, w, c] of one picture)`);
  checkShape('values', sizes, values.length, '[h, w, c]');
  checkFinite('values', values);
  const [height, width, count] = sizes as [number, number, number];
  return Array.from({ length: count }, (_, c) => ({
    width,
    height,
    values: Float32Array.from({ length: width * height }, (_, i) => values[i * count + c]),
  }));
}

const defaultTile = (count: number): number =>
  Math.round(Math.min(page.most, Math.max(page.least, page.width / Math.ceil(Math.sqrt(count * 1.6)) - gap)));

const round = [1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40];

/** Powers of two are how layers are wide: rows of 8, 16, 32 read well; else another round number that fits. */
function defaultColumns(count: number, pitch: number): number {
  const most = Math.max(1, Math.floor(page.width / pitch));
  const wanted = Math.sqrt(count * 1.6);
  const power = 2 ** Math.round(Math.log2(wanted));
  return power <= most ? Math.max(1, power) : round.findLast((columns) => columns <= most)!;
}

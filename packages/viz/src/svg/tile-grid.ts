import { enlarge, type Raster } from '../raster/raster';
import { tileSize } from '../raster/tile';
import { textWidth, truncate, wrap } from '../text/measure';
import { themeOf, type, type ThemeName } from '../theme';
import { label, picture } from './shapes';

export interface Tile {
  raster: Raster;
  caption?: string;
  group?: string;
}

export interface TileGridOptions {
  columns?: number;
  scale?: number;
  theme?: ThemeName;
  /** Length of the longer side if no scale is given. */
  target?: number;
}

const gap = 14;
const leading = 15;
const pageWidth = 900;
const mostLines = 3;

/** Lays tiles of one size in rows under their group's names. Returns the body of a frame. */
export function tileGrid(tiles: readonly Tile[], options: TileGridOptions) {
  const { scale, target = 96 } = options;
  const theme = themeOf(options.theme);
  const { width: w, height: h } = tiles[0].raster;
  const size =
    scale === undefined
      ? tileSize(w, h, target)
      : { width: w * scale, height: h * scale, factor: Math.ceil(scale * 2) };
  // Short captions may widen their column a little; long ones are wrapped.
  const widest = Math.max(
    0,
    ...tiles.flatMap((tile) => lines(tile).map((line) => textWidth(line, type.small))),
  );
  const cell = Math.ceil(Math.max(size.width, Math.min(widest, Math.max(size.width, 84))));
  const most = Math.max(1, Math.min(8, Math.floor((pageWidth + gap) / (cell + gap))));
  // Rows of like length, as 6 + 6 in place of 8 + 4; groups break the rows anyway.
  const isGrouped = tiles.some((tile) => tile.group !== undefined);
  const balanced = isGrouped ? most : Math.ceil(tiles.length / Math.ceil(tiles.length / most));
  const columns = options.columns ?? balanced;
  const captions = tiles.map((tile) =>
    lines(tile)
      .flatMap((line) => wrap(line, cell, type.small))
      .slice(0, mostLines)
      .map((line) => truncate(line, cell, type.small)),
  );

  const rows: { heading?: string; tiles: number[] }[] = [];
  const groups = new Map<string | undefined, number[]>();
  tiles.forEach(({ group }, i) => groups.set(group, [...(groups.get(group) ?? []), i]));
  for (const [heading, members] of groups)
    for (let i = 0; i < members.length; i += columns)
      rows.push({ heading: i === 0 ? heading : undefined, tiles: members.slice(i, i + columns) });

  const used = Math.max(...rows.map((row) => row.tiles.length));
  const width = used * (cell + gap) - gap;
  const parts: ((x: number, y: number) => string)[] = [];
  let offset = 0;
  rows.forEach((row, index) => {
    if (row.heading !== undefined) {
      const top = offset + (index > 0 ? 10 : 0) + 14;
      const heading = truncate(row.heading, Math.max(width, 280), type.heading, 600);
      parts.push((x, y) => label(x, y + top, heading, { size: type.heading, weight: 600, fill: theme.ink }));
      offset = top + 9;
    }
    const top = offset;
    row.tiles.forEach((tile, column) => {
      parts.push((x, y) => {
        const left = x + column * (cell + gap);
        const middle = left + cell / 2;
        const enlarged = enlarge(tiles[tile].raster, size.factor);
        return [
          picture(enlarged, left + (cell - size.width) / 2, y + top, size.width, size.height, theme),
          ...captions[tile].map((line, i) =>
            label(middle, y + top + size.height + 14 + i * leading, line, {
              size: type.small,
              fill: i === 0 ? theme.ink : theme.muted,
              anchor: 'middle',
            }),
          ),
        ].join('');
      });
    });
    const most = Math.max(...row.tiles.map((tile) => captions[tile].length));
    offset = top + size.height + (most > 0 ? most * leading + 4 : 0) + gap;
  });
  return {
    width,
    height: offset - gap,
    draw: (x: number, y: number) => parts.map((part) => part(x, y)).join(''),
  };
}

const lines = (tile: Tile): string[] => (tile.caption ? tile.caption.split('\n') : []);

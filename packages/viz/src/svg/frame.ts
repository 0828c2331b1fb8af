import type { Figure, FigureOptions } from '../figure';
import { wrap } from '../text/measure';
import { fontFamily, themeOf, type } from '../theme';
import { element, escapeText } from './element';
import { box, label } from './shapes';

const margin = 24;
const leastWidth = 280;

export interface FrameContent {
  /** The title when the caller gives none. */
  title: string;
  /** A line under the title that states what the numbers say. */
  subtitle?: string;
  /** How the picture was made (scaling, clipping), after the caller's caption. */
  note?: string;
  width: number;
  height: number;
  /** The body, drawn with its upper left corner at x, y. */
  draw: (x: number, y: number) => string;
}

/** Sets a body between title and caption and closes the SVG. Header and caption wrap to the body's width. */
export function frame(content: FrameContent, options: FigureOptions): Figure {
  const theme = themeOf(options.theme);
  const title = options.title ?? content.title;
  const inner = Math.max(leastWidth, Math.ceil(content.width));
  const parts: string[] = [];
  let y = margin;
  const write = (
    text: string | undefined,
    size: number,
    leading: number,
    fill: string,
    weight: 400 | 600,
  ) => {
    if (!text) return;
    for (const line of wrap(text, inner, size, weight)) {
      y += leading;
      parts.push(label(margin, y - leading * 0.28, line, { size, fill, weight }));
    }
  };
  write(title, type.title, 23, theme.ink, 600);
  write(content.subtitle, type.subtitle, 19, theme.muted, 400);
  if (y > margin) y += 14;
  parts.push(content.draw(margin, y));
  y += Math.ceil(content.height);
  const caption = [options.caption, content.note].filter(Boolean).join('\n');
  if (caption) y += 12;
  write(caption, type.label, 17, theme.muted, 400);
  const width = inner + 2 * margin;
  const height = Math.ceil(y + margin);
  const name = title || content.title;
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': name,
      'font-family': fontFamily,
    },
    `<title>${escapeText(name)}</title>`,
    // As a file of its own; inside a page its `color-scheme` holds.
    ...(options.theme === 'auto' ? ['<style>svg:root{color-scheme:light dark}</style>'] : []),
    ...(caption ? [`<desc>${escapeText(caption)}</desc>`] : []),
    box(0, 0, width, height, { fill: theme.background }),
    ...parts,
  );
  return { svg, width, height };
}

import { advances } from './advances';

/** A space at which no line is broken; it is drawn as any other. */
export const NO_BREAK = '\u00a0';

/** The two weights of the bundled font. */
export type Weight = 400 | 600;

// Kerning and fallback fonts move a line by a percent or two; layouts stay on the safe side of it.
const safety = 1.02;

/** The width in pixels of one line of text at `size` pixels; characters of unknown width count as wide. */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  const { ascii, others } = advances[weight];
  let thousandths = 0;
  for (const character of text.replaceAll(NO_BREAK, ' ')) {
    const code = character.codePointAt(0)!;
    const known = code >= 32 && code < 127 ? ascii[code - 32] : others[character];
    thousandths += known ?? (code < 0x2e80 ? 700 : 1000);
  }
  return (thousandths / 1000) * size * safety;
}

/** The text itself if it fits into `width` pixels, else its beginning with an ellipsis. */
export function truncate(text: string, width: number, size: number, weight: Weight = 400): string {
  if (textWidth(text, size, weight) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size, weight) > width)
    characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/**
 * The lines of `text` at most `width` pixels wide, broken at spaces (not at no-break ones) and newlines; longer words are
 * broken inside.
 */
export function wrap(text: string, width: number, size: number, weight: Weight = 400): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/[^\S\u00a0]+/).flatMap((w) => pieces(w, width, size, weight))) {
      const longer = line ? `${line} ${word}` : word;
      if (line && textWidth(longer, size, weight) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line].map((one) => one.replaceAll(NO_BREAK, ' '));
  });
}

/** The lines of a name, broken before its capitals (`integratedGradients`) where it is wider than `width` pixels. */
export function wrapName(name: string, width: number, size: number, weight: Weight = 400): string[] {
  const lines = [''];
  for (const part of name.split(/(?<=[a-z])(?=[A-Z])/)) {
    const longer = `${lines.at(-1)}${part}`;
    if (lines.at(-1) && textWidth(longer, size, weight) > width) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines.flatMap((line) => wrap(line, width, size, weight));
}

function pieces(word: string, width: number, size: number, weight: Weight): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of word) {
    if (part && textWidth(part + character, size, weight) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}

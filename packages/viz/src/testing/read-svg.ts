import { decode } from 'fast-png';
import { textWidth } from '../text/measure';

export interface TextBox {
  content: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const attribute = (markup: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(markup)?.[1];
const plain = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** Where each text of a figure stands, by the measured widths of the bundled font. */
export function textBoxes(svg: string): TextBox[] {
  return [...svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)].map(([, head, raw]) => {
    const content = plain(raw);
    const [x, y, size] = ['x', 'y', 'font-size'].map((name) => Number(attribute(head, name)));
    const width = textWidth(content, size, attribute(head, 'font-weight') === '600' ? 600 : 400);
    const anchor = attribute(head, 'text-anchor') ?? 'start';
    const before = { start: 0, middle: width / 2, end: width }[anchor]!;
    const [up, down] = [size * 0.74, size * 0.22];
    // The only turned texts read upwards.
    if (attribute(head, 'transform'))
      return { content, left: x - up, right: x + down, top: y - (width - before), bottom: y + before };
    return { content, left: x - before, right: x - before + width, top: y - up, bottom: y + down };
  });
}

/** The pictures embedded in a figure, decoded, in order. */
export function embeddedPictures(svg: string) {
  return [...svg.matchAll(/href="data:image\/png;base64,([^"]*)"/g)].map(([, base64]) =>
    decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))),
  );
}

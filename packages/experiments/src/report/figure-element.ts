import type { Figure } from '@fer/viz';
import { html, Markup } from './html';

/** A figure of a report; on a narrow screen it keeps a readable width and scrolls, but none is made larger than it is. */
export function figureElement({ svg, width }: Figure, id?: string): Markup {
  return html`<figure${id !== undefined && html` id="${id}"`} style="--width: ${Math.round(width)}px">${new Markup(svg)}</figure>`;
}

import type { Phrase, Piece } from './document';
import { html, type Markup } from './html';

/** Text with its set-off pieces. */
export function phraseElement(phrase: Phrase): Markup {
  return html`${typeof phrase === 'string' ? phrase : phrase.map((piece) => (typeof piece === 'string' ? piece : pieceElement(piece)))}`;
}

function pieceElement(piece: Piece): Markup {
  const { text } = piece;
  if ('href' in piece) return html`<a href="${piece.href}">${text}</a>`;
  switch (piece.look) {
    case 'strong':
      return html`<b>${text}</b>`;
    case 'emphasis':
      return html`<i>${text}</i>`;
    case 'code':
      return html`<code>${text}</code>`;
    case 'soft':
      return html`<span class="soft">${text}</span>`;
    case 'below':
      return html`<br /><small>${text}</small>`;
  }
}

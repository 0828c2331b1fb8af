import type { Phrase, Piece } from './document';
import { html, type Markup } from './html';
import { unbroken } from './unbroken';

/** Text with its set-off pieces. */
export function phraseElement(phrase: Phrase): Markup {
  const pieces = typeof phrase === 'string' ? [phrase] : phrase;
  return html`${pieces.map((piece) => (typeof piece === 'string' ? unbroken(piece) : pieceElement(piece)))}`;
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
      return html`<code>${unbroken(text)}</code>`;
    case 'soft':
      return html`<span class="soft">${text}</span>`;
    case 'below':
      return html`<br /><small>${text}</small>`;
  }
}

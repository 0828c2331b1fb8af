import type { Block, ReportDocument } from './document';
import { figureElement } from './figure-element';
import { FILM_SCRIPT, filmElement } from './film-element';
import { html, Markup } from './html';
import { page } from './page';
import { sectionElements } from './section-elements';
import { tableElement } from './table-element';

/** A report as one HTML file that needs nothing else. */
export function reportHtml({ title, about, numbers, opening, sections }: ReportDocument): string {
  const hasFilm = sections.some(({ blocks }) => blocks.some(({ kind }) => kind === 'film'));
  return page(
    title,
    html`<h1>${title}</h1>
      <p class="soft">${about}</p>
      <ul class="numbers">
        ${numbers.map(({ value, what }) => html`<li><b>${value}</b>${what}</li>`)}
      </ul>
      ${opening.map(blockElement)}
      ${sectionElements(sections.map(({ id, title, blocks }) => ({ id, title, body: blocks.map(blockElement) })))}
      ${hasFilm && new Markup(`<script>${FILM_SCRIPT}</script>`)}`,
  );
}

function blockElement(block: Block): Markup {
  switch (block.kind) {
    case 'text':
      return html`<p${block.soft && new Markup(' class="soft"')}>${block.text}</p>`;
    case 'note':
      return html`<p class="note">${block.lead && html`<b>${block.lead}</b> `}${block.text}</p>`;
    case 'table':
      return tableElement(block.table);
    case 'figure':
      return figureElement(block.figure, `figure-${block.name}`);
    case 'film':
      return filmElement(block.film);
    case 'code':
      return html`<pre>${block.text}</pre>`;
  }
}

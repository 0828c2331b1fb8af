import type { Block, ReportDocument, Section } from './document';
import { figureElement } from './figure-element';
import { FILM_SCRIPT, filmElement } from './film-element';
import { html, Markup } from './html';
import { page } from './page';
import { phraseElement } from './phrase-element';
import { tableElement } from './table-element';
import { unbroken } from './unbroken';

/** A report as one HTML file that needs nothing else. */
export function reportHtml({ over, title, about, numbers, opening, sections }: ReportDocument): string {
  const hasFilm = sections.some(({ blocks }) => blocks.some(({ kind }) => kind === 'film'));
  return page(
    title,
    html`${over !== undefined && html`<p class="soft">${over}</p>`}
      <h1>${title}</h1>
      ${about !== undefined && html`<p class="soft">${about}</p>`}
      ${
        numbers.length > 0 &&
        html`<ul class="numbers">
          ${numbers.map(({ value, what }) => html`<li><b>${value}</b>${what}</li>`)}
        </ul>`
      }
      ${opening.map(blockElement)} ${sections.length > 1 && contents(sections)}
      ${sections.map(
        ({ id, title, blocks }) =>
          html`<section aria-labelledby="${id}">
            <h2 id="${id}">${title}</h2>
            ${blocks.map(blockElement)}
          </section>`,
      )}
      ${hasFilm && new Markup(`<script>${FILM_SCRIPT}</script>`)}`,
  );
}

function contents(sections: readonly Section[]): Markup {
  return html`<nav aria-label="Contents">
    <ol>
      ${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ol>
  </nav>`;
}

function blockElement(block: Block): Markup {
  switch (block.kind) {
    case 'text':
      return html`<p${block.soft && new Markup(' class="soft"')}>${phraseElement(block.text)}</p>`;
    case 'note':
      return html`<p class="note">${phraseElement(block.text)}</p>`;
    case 'table':
      return tableElement(block.table);
    case 'figure':
      return figureElement(block.figure, `figure-${block.name}`);
    case 'film':
      return filmElement(block.film);
    case 'code':
      return html`<pre>${unbroken(block.text)}</pre>`;
    case 'details':
      return html`<details ${block.open && 'open'}>
        <summary>${block.title}</summary>
        ${block.blocks.map(blockElement)}
      </details>`;
  }
}

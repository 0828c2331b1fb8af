import { html, type Markup } from './html';

/** A part of a page that its contents name. */
export interface SectionElement {
  /** The anchor. */
  id: string;
  title: string;
  body: Markup | Markup[];
}

/** Contents, and the parts under their headings; those that are absent are left out. */
export function sectionElements(sections: readonly (SectionElement | false | undefined)[]): Markup {
  const shown = sections.filter((section) => section !== false && section !== undefined);
  return html`<nav aria-label="Contents">
      <ol>
        ${shown.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
      </ol>
    </nav>
    ${shown.map(
      ({ id, title, body }) =>
        html`<section aria-labelledby="${id}">
          <h2 id="${id}">${title}</h2>
          ${body}
        </section>`,
    )}`;
}

import { html, type Markup } from './html';

/** Text in which no line ends within an option such as `--epochs`, or within SHA-256; what is copied of it has plain hyphens. */
export function unbroken(text: string): Markup {
  const parts = text.split(/((?<!\S)--\w[\w-]*|SHA-256)/);
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<span class="unbroken">${part}</span>` : part))}`;
}

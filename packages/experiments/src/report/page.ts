import { html, Markup } from './html';
import { STYLE } from './style';

/** A whole HTML file in the style of all reports, which needs nothing else. */
export function page(title: string, body: Markup): string {
  const markup = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Markup(STYLE)}
        </style>
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
  return `${markup.text}\n`;
}

import { describe, expect, it } from 'vitest';
import { html, Markup } from './html';

describe('html', () => {
  it('escapes what is put in, but not finished markup, and leaves out what is absent', () => {
    const list = ['<a>', `"b" & 'c'`].map((item) => html`<li>${item}</li>`);
    const { text } = html`<ul title="${'"'}">
      ${list}${undefined}${false}${new Markup('<hr>')}${0}
    </ul>`;
    expect(text.replace(/>\s+/g, '>').replace(/\s+</g, '<')).toBe(
      '<ul title="&quot;"><li>&lt;a&gt;</li><li>&quot;b&quot; &amp; &#39;c&#39;</li><hr>0</ul>',
    );
  });
});

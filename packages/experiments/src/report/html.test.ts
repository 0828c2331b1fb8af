import { describe, expect, it } from 'vitest';
import { note, table, text, type ReportDocument } from './document';
import { html, Markup } from './html';
import { reportHtml } from './report-html';
import { reportMarkdown } from './report-markdown';

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

describe('a report', () => {
  const figure = { svg: '<svg><title>Faces &amp; maps</title></svg>', width: 300.4, height: 100 };
  const film = {
    faces: figure,
    strip: figure,
    frames: [2, 5].map((epoch) => ({ epoch, figure: { ...figure, svg: `<svg id="frame-${epoch}"/>` } })),
  };
  const document: ReportDocument = {
    title: 'a_b <c>',
    about: 'About.',
    numbers: [{ value: '9 %', what: 'accuracy' }],
    opening: [note('Mind', 'the * gap')],
    sections: [
      {
        id: 'data',
        title: 'Data',
        blocks: [
          { kind: 'text', text: 'Two\n lines' },
          {
            kind: 'table',
            table: {
              columns: [{ title: 'a|b' }, { title: 'n', isNumber: true }],
              rows: [['x', '1']],
              sum: ['all', '1'],
            },
          },
          { kind: 'figure', name: 'faces', figure },
          { kind: 'film', name: 'learning', film },
          { kind: 'code', text: 'fer train *' },
        ],
      },
      {
        id: 'inside',
        title: 'Inside',
        blocks: [
          {
            kind: 'details',
            title: 'More',
            blocks: [
              table({
                columns: [{ title: '' }, { title: '' }],
                rows: [
                  [[{ look: 'code', text: 'a_b' }], [{ look: 'emphasis', text: 'not:' }, ' 1 < 2']],
                  [
                    ['c', { look: 'soft', text: ' * d' }],
                    ['5', { look: 'below', text: '4 … 6' }],
                  ],
                  [[{ text: 'e', href: 'e f/report.html' }], ''],
                ],
              }),
            ],
          },
        ],
      },
    ],
  };

  it('is Markdown whose text means itself, with figures as files', () => {
    expect(reportMarkdown(document, 'png')).toBe(
      String.raw`# a\_b \<c\>

About.

- **9 %** accuracy

> **Mind** the \* gap

## Data

Two lines

| a\|b | n |
| --- | --: |
| x | 1 |
| all | 1 |

![Faces &amp; maps](figures/faces.png)

![Faces &amp; maps](figures/learning.png)

${'```'}
fer train *
${'```'}

## Inside

**More**

|  |  |
| --- | --- |
| ${'`a_b`'} | *not:* 1 \< 2 |
| c \* d | 5 (4 … 6) |
| [e](<e f/report.html>) |  |
`,
    );
  });

  it('is HTML with contents, and a slider that needs its script and a strip that does not', () => {
    const page = reportHtml(document);
    expect(page).toContain('<a href="#data">Data</a>');
    expect(page).toContain('<h2 id="data">Data</h2>');
    expect(page).toContain('<figure id="figure-faces" style="--width: 300px"><svg>');
    expect(page).toMatch(/<div class="strip">\s*<figure id="figure-learning"/);
    expect(page).toMatch(/<div class="frames" hidden>/);
    expect(page).toMatch(/<div data-epoch="2"\s+hidden>/);
    expect(page).toMatch(/<div data-epoch="5"\s*>/);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).toMatch(
      /<details\s*>\s*<summary>More<\/summary>\s*<div class="scroll">\s*<table>\s*<tbody>/,
    );
    expect(page).toContain('<code>a_b</code>');
    expect(page).toContain('<i>not:</i> 1 &lt; 2');
    expect(page).toContain('<a href="e f/report.html">e</a>');
    expect(page).toContain('5<br /><small>4 … 6</small>');
    const [{ blocks }] = document.sections;
    const without = { ...document, sections: [{ id: 'a', title: 'b', blocks: blocks.slice(0, 3) }] };
    expect(reportHtml(without)).not.toMatch(/<script>|<nav/);
  });

  it('ends no line within an option or SHA-256, in HTML alone, and copies as it was', () => {
    const command = 'fer train --seed 0 --step-size 0.1 --data=a--b \\\n  --epochs 2';
    const blocks = [text('SHA-256 of the data: 1-2'), { kind: 'code', text: command } as const];
    const about = { ...document, sections: [{ id: 'a', title: 'b', blocks }] };
    const page = reportHtml(about);
    const kept = [...page.matchAll(/<span class="unbroken">(.*?)<\/span>/g)].map(([, word]) => word);
    expect(kept).toEqual(['SHA-256', '--seed', '--step-size', '--data', '--epochs']);
    expect(page).toMatch(/\.unbroken \{ white-space: nowrap \}/);
    expect(/<pre>(.*?)<\/pre>/s.exec(page)![1].replace(/<.*?>/g, '')).toBe(command);
    expect(reportMarkdown(about, 'png')).not.toContain('unbroken');
  });
});

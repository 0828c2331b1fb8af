/** The style sheet of all reports: one column, figures on cards, light or dark as the reader's screen, readable when printed. */
export const STYLE = `
  :root {
    color-scheme: light dark;
    --ink: light-dark(#1d2530, #eef1f5); --soft: light-dark(#586270, #a3adba); --line: light-dark(#dfe4ea, #343d49);
    --page: light-dark(#f5f6f8, #0e1116); --card: light-dark(#fff, #14181f); --accent: light-dark(#1f5fa8, #6cb4f0);
    --note: light-dark(#fff7e3, #2b2413); --note-line: light-dark(#f0dfb0, #5c4b1e); --code: light-dark(#1d2530, #1b212a);
  }
  * { box-sizing: border-box }
  body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 Inter, system-ui, sans-serif }
  main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem }
  h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; overflow-wrap: break-word }
  h2 { font-size: 1.25rem; margin: 3rem 0 .5rem; scroll-margin-top: 1rem }
  p { max-width: 46rem; margin: .5rem 0; overflow-wrap: break-word }
  a { color: var(--accent) }
  .soft, figcaption, small { color: var(--soft) }
  .numbers { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; padding: 0; list-style: none }
  .numbers li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1.1rem; min-width: 9rem }
  .numbers b { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums }
  .note { background: var(--note); border: 1px solid var(--note-line); border-radius: .6rem; padding: .6rem 1rem; max-width: none }
  nav { border-block: 1px solid var(--line); margin: 1.5rem 0 0; padding: .6rem 0 }
  nav ol { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; margin: 0; padding: 0; list-style: none }
  nav a { text-decoration: none }
  nav a:hover { text-decoration: underline }
  figure { margin: 1rem 0; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; overflow-x: auto }
  figure svg { min-width: min(38rem, var(--width)) }
  figure svg, figure img { display: block; max-width: 100%; height: auto; margin: 0 auto }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; margin: 1rem 0; background: var(--card) }
  th, td { border: 1px solid var(--line); padding: .3rem .7rem; text-align: left }
  td.number, th.number { text-align: right }
  tfoot td { font-weight: 600 }
  pre { background: var(--code); color: #eef1f5; padding: 1rem; border-radius: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .88rem }
  .unbroken { white-space: nowrap }
  details { margin: 1rem 0 }
  summary { cursor: pointer }
  .scroll { overflow-x: auto }
  .film label { display: inline-flex; align-items: center; gap: .6rem }
  .film input { width: min(22rem, 45vw); accent-color: var(--accent) }
  .film output { min-width: 2.5em; font-variant-numeric: tabular-nums }
  .film button { margin-left: 1rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; padding: .1rem .9rem; cursor: pointer }
  @media screen { .film.live .strip { display: none } }
  @media (max-width: 40rem) {
    main { padding: 1.5rem .75rem 3rem }
    figure { padding: .25rem }
    th, td { padding: .25rem .45rem }
  }
  @media (min-width: 88rem) {
    main:has(nav) { margin-left: max(17rem, 50vw - 31rem) }
    nav { position: fixed; left: 1.5rem; top: 2.5rem; width: 13rem; border: 0; margin: 0; font-size: .92rem }
    nav ol { flex-direction: column }
  }
  @media print {
    :root { color-scheme: light; --page: #fff; --code: #f5f6f8 }
    @page { margin: 16mm 14mm }
    body { font-size: 10.5pt }
    main { max-width: none; padding: 0 }
    nav, .film .frames { display: none }
    h2 { margin-top: 1.6rem; break-after: avoid }
    figure, table, tr, p, .numbers { break-inside: avoid }
    p:has(+ figure), p:has(+ .scroll), p:has(+ .film), p:has(+ pre) { break-after: avoid }
    .numbers { flex-wrap: nowrap; gap: .4rem }
    .numbers li { min-width: 0; padding: .4rem .7rem }
    .numbers b { font-size: 1.25rem }
    figure { padding: .4rem; overflow: visible }
    figure svg { min-width: 0; max-height: 205mm }
    pre { color: inherit; border: 1px solid var(--line); font-size: 8.5pt }
    .scroll { overflow: visible }
    details > summary { list-style: none }
  }
`;

/** The report's style sheet: one column, figures on cards, readable when printed. */
export const STYLE = `
  :root { color-scheme: light; --ink: #1d2530; --soft: #5b6675; --line: #dfe4ea; --page: #f5f6f8; --card: #fff; --accent: #1f5fa8 }
  * { box-sizing: border-box }
  body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 Inter, system-ui, sans-serif }
  main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem }
  h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem }
  h2 { font-size: 1.25rem; margin: 3rem 0 .5rem }
  p { max-width: 46rem; margin: .5rem 0 }
  .soft, figcaption, small { color: var(--soft) }
  .numbers { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; padding: 0; list-style: none }
  .numbers li { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1.1rem; min-width: 9rem }
  .numbers b { display: block; font-size: 1.5rem; line-height: 1.3; font-variant-numeric: tabular-nums }
  .note { background: #fff7e3; border: 1px solid #f0dfb0; border-radius: .6rem; padding: .6rem 1rem; max-width: none }
  figure { margin: 1rem 0; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; overflow-x: auto }
  figure svg { min-width: min(38rem, var(--width)) }
  figure svg, figure img { display: block; max-width: 100%; height: auto; margin: 0 auto }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; margin: 1rem 0; background: var(--card) }
  th, td { border: 1px solid var(--line); padding: .3rem .7rem; text-align: left }
  td.number, th.number { text-align: right }
  tfoot td { font-weight: 600 }
  pre { background: #1d2530; color: #eef1f5; padding: 1rem; border-radius: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .88rem }
  .together { white-space: nowrap }
  details { margin: 1rem 0 }
  summary { cursor: pointer }
  .scroll { overflow-x: auto }
`;

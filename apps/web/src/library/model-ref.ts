/** A model that this browser keeps: the best epoch's of a run (`run:ID`), or one that was brought in (`model:ID`). */
export type ModelRef = `run:${string}` | `model:${string}`;

/** What an address says; for the page too, which has no engine. */
export function parseModelRef(text: string | undefined): ModelRef | undefined {
  return text && /^(run|model):./.test(text) ? (text as ModelRef) : undefined;
}

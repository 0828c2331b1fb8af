import { setParams } from '../route';
import { texts } from '../texts';

/** Goes through pages; which one is in the address. */
export function Pages({ page, pages }: { page: number; pages: number }) {
  const words = texts.choices.pages;
  if (pages < 2) return null;
  const go = (to: number) => setParams({ page: to === 1 ? undefined : String(to) });
  return (
    <nav class="row pages" aria-label={words.label}>
      <button type="button" disabled={page === 1} onClick={() => go(page - 1)}>
        {words.previous}
      </button>
      <span aria-live="polite">{words.page(page, pages)}</span>
      <button type="button" disabled={page === pages} onClick={() => go(page + 1)}>
        {words.next}
      </button>
    </nav>
  );
}

import { computed, signal } from '@preact/signals';

/** The views of the app, in the order of the navigation. */
export const VIEWS = ['start', 'data', 'train', 'explain', 'mistakes', 'camera', 'models'] as const;
export type View = (typeof VIEWS)[number];

export interface Route {
  view: View;
  params: Readonly<Record<string, string>>;
}

/** Parameters that every view shares: they stay when the view changes. */
const SHARED = ['data', 'model'];

const hash = signal(location.hash);
addEventListener('hashchange', () => (hash.value = location.hash));

/** What the address says: `#/explain?model=run:a1b2&image=12`. An unknown view is the start. */
export const route = computed(() => parseRoute(hash.value));

function parseRoute(text: string): Route {
  const [path, query = ''] = text.replace(/^#\/?/, '').split('?');
  const view = VIEWS.find((name) => name === path) ?? 'start';
  return { view, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a view; the parameters that all views share are kept. */
export function linkTo(view: View, params: Readonly<Record<string, string | undefined>> = {}): string {
  const current = route.value.params;
  const kept = Object.fromEntries(
    SHARED.filter((name) => name in current).map((name) => [name, current[name]]),
  );
  return address(view, { ...kept, ...params });
}

/** Changes parameters of this view in the address, without a step in the history; `undefined` removes one. */
export function setParams(changes: Readonly<Record<string, string | undefined>>): void {
  const { view, params } = route.peek();
  history.replaceState(null, '', address(view, { ...params, ...changes }));
  hash.value = location.hash;
}

function address(view: View, params: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, value);
  const text = query.toString();
  return `#/${view}${text && `?${text}`}`;
}

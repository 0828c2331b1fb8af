import { lazy, Suspense } from 'preact/compat';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { linkTo, route, VIEWS, type View } from './route';
import { texts } from './texts';
import { Breakable } from './ui/broken';
import { Lacking } from './ui/lacking';
import { NewVersion } from './ui/new-version';
import { ThemeSwitch } from './ui/theme-switch';
import { StartView } from './views/start/start-view';

// Loaded when they are first opened: the first page is small.
const views: Record<View, ComponentType> = {
  start: StartView,
  data: lazy(async () => (await import('./views/data/data-view')).DataView),
  train: lazy(async () => (await import('./views/train/train-view')).TrainView),
  explain: lazy(async () => (await import('./views/explain/explain-view')).ExplainView),
  mistakes: lazy(async () => (await import('./views/mistakes/mistakes-view')).MistakesView),
  camera: lazy(async () => (await import('./views/camera/camera-view')).CameraView),
  models: lazy(async () => (await import('./views/models/models-view')).ModelsView),
};

export function App() {
  const { view } = route.value;
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = view === 'start' ? texts.app.title : `${texts.app.views[view]} · ${texts.app.title}`;
    // After a change of the view the keyboard and the screen reader are at its beginning.
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [view]);
  const Chosen = views[view];
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        {texts.app.skip}
      </a>
      <header class="top">
        <a class="brand" href={linkTo('start')}>
          <img src="./icon.svg" alt="" width="28" height="28" />
          {texts.app.title}
        </a>
        <nav aria-label={texts.app.navigation}>
          <ul>
            {VIEWS.filter((name) => name !== 'start').map((name) => (
              <li key={name}>
                <a href={linkTo(name)} aria-current={name === view ? 'page' : undefined}>
                  {texts.app.views[name]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <ThemeSwitch />
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <NewVersion />
        <Lacking />
        <Breakable key={view}>
          <Suspense fallback={<p class="quiet">{texts.app.loading}</p>}>
            <Chosen />
          </Suspense>
        </Breakable>
      </main>
      <footer class="bottom">{texts.app.footer}</footer>
    </>
  );
}

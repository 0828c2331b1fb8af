import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { linkTo } from '../route';
import { texts } from '../texts';
import { Notice } from './notice';

/** Shows what is inside, or, where that breaks, what broke and a way back; the rest of the page stays. */
export function Breakable({ children }: { children: ComponentChildren }) {
  const [error] = useErrorBoundary() as [Error | undefined, () => void];
  if (error === undefined) return <>{children}</>;
  const { text, reload, start } = texts.app.broken;
  return (
    <>
      <h1>{texts.app.failed}</h1>
      <Notice error>{error.message}</Notice>
      <p>{text}</p>
      <p class="row">
        <button type="button" class="primary" onClick={() => location.reload()}>
          {reload}
        </button>
        <a class="button" href={linkTo('start')}>
          {start}
        </a>
      </p>
    </>
  );
}

import type { ComponentChildren } from 'preact';
import { texts } from '../texts';

/** Something that the person should know; an error is read out at once. */
export function Notice({ error = false, children }: { error?: boolean; children: ComponentChildren }) {
  return (
    <div class={error ? 'notice error' : 'notice'} role={error ? 'alert' : 'status'}>
      {error && <strong>{texts.app.failed}: </strong>}
      {children}
    </div>
  );
}

import { signal } from '@preact/signals';
import { texts } from '../texts';
import { Notice } from './notice';

/** A newer version of the app that waits until the person wants it. */
const waiting = signal<ServiceWorker | undefined>(undefined);

/** Keeps the app for use without its server, and looks for newer versions; where the browser can't, nothing is lost. */
export async function keepOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('./service-worker.js', {
      updateViaCache: 'none',
    });
    const offer = () => {
      // The first one ever has nothing to replace.
      if (registration.waiting && navigator.serviceWorker.controller) waiting.value = registration.waiting;
    };
    offer();
    registration.addEventListener('updatefound', () =>
      registration.installing?.addEventListener('statechange', offer),
    );
  } catch {
    // Private windows, and pages that are not from https: the app works as long as its server does.
  }
}

/** Offers a newer version of the app once it is here. */
export function NewVersion() {
  const worker = waiting.value;
  if (!worker) return null;
  const takeOver = () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    worker.postMessage('take-over');
  };
  return (
    <Notice>
      {texts.app.newVersion.text}{' '}
      <button type="button" class="small" onClick={takeOver}>
        {texts.app.newVersion.reload}
      </button>
    </Notice>
  );
}

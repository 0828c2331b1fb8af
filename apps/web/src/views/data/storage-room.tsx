import { useState } from 'preact/hooks';
import { texts } from '../../texts';
import { useKept } from '../../ui/use-kept';

/** How much room what is kept here takes, and whether it is safe. */
export function StorageRoom() {
  const [asked, setAsked] = useState(0);
  const room = useKept(['data', 'runs', 'models'], roomOf, [asked]).value;
  const words = texts.data.room;
  if (!room) return null;
  const { usage, quota, persisted } = room;
  return (
    <p class="quiet">
      {usage === undefined || quota === undefined ? words.unknown : words.used(usage, quota)}{' '}
      {persisted ? words.persisted : words.notPersisted} {!persisted && asked > 0 && words.declined}
      {!persisted && asked === 0 && (
        <button
          type="button"
          class="small"
          onClick={() => void navigator.storage?.persist?.().finally(() => setAsked(asked + 1))}
        >
          {words.persist}
        </button>
      )}
    </p>
  );
}

/** Nothing is known where the page is not served safely. */
async function roomOf() {
  const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
  return { usage, quota, persisted: (await navigator.storage?.persisted?.()) ?? false };
}

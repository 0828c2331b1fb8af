import { useEffect, useState } from 'preact/hooks';
import { texts } from '../texts';
import { Notice } from './notice';

type Need = keyof typeof texts.app.lacking.needs;

/** Says what this browser, or this window of it, lacks of what the app needs. */
export function Lacking() {
  const [needs, setNeeds] = useState<readonly Need[]>([]);
  useEffect(() => void whatIsLacking().then(setNeeds), []);
  if (needs.length === 0) return null;
  return (
    <Notice error>
      {texts.app.lacking.title}
      <ul>
        {needs.map((need) => (
          <li key={need}>{texts.app.lacking.needs[need]}</li>
        ))}
      </ul>
    </Notice>
  );
}

async function whatIsLacking(): Promise<Need[]> {
  const has: Record<Need, boolean> = {
    secure: isSecureContext,
    workers: runsModuleWorkers(),
    storage: await keepsData(),
  };
  return (Object.keys(has) as Need[]).filter((need) => !has[need]);
}

/** A browser that knows them asks for the option that names them. */
function runsModuleWorkers(): boolean {
  let asked = false;
  const options = {
    get type(): WorkerType {
      asked = true;
      return 'module';
    },
  };
  const script = URL.createObjectURL(new Blob([''], { type: 'text/javascript' }));
  try {
    new Worker(script, options).terminate();
  } catch {
    // It has no workers at all.
  } finally {
    URL.revokeObjectURL(script);
  }
  return asked;
}

/** Some private windows have IndexedDB and refuse to open it. */
function keepsData(): Promise<boolean> {
  const probe = 'fer-probe';
  return new Promise((resolve) => {
    try {
      const opening = indexedDB.open(probe);
      opening.onsuccess = () => {
        opening.result.close();
        indexedDB.deleteDatabase(probe);
        resolve(true);
      };
      opening.onerror = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
}

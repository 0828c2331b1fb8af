/**
 * A thread that trains holds a lock of its run. The browser takes it away when the thread ends, however it ends: so every tab
 * can tell a run that goes on from one that was left. Pages that are not from https have no locks.
 */
const locks = () => (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;

const TRAINING = 'fer-training';
const RUN = 'fer-run/';

/** What this thread trains; for browsers without locks. */
let ours: string | undefined;

/**
 * Trains while no other thread of this browser does.
 *
 * @throws where one does: two would halve each other's speed.
 */
export async function withRunLock<T>(id: string, train: () => Promise<T>): Promise<T> {
  if (ours !== undefined)
    throw new Error('a run is going on already (expected one at a time: stop it, or wait)');
  ours = id;
  try {
    return await (locks()?.request(TRAINING, { ifAvailable: true }, (lock) => {
      if (lock === null)
        throw new Error(
          'another tab of this browser is training (expected one run at a time: stop it there, or wait)',
        );
      return locks()!.request(RUN + id, train);
    }) ?? train());
  } finally {
    ours = undefined;
  }
}

/** The runs that some thread of this browser is training. */
export async function runsGoingOn(): Promise<string[]> {
  const held = (await locks()?.query())?.held ?? [];
  const others = held.flatMap(({ name }) => (name?.startsWith(RUN) ? [name.slice(RUN.length)] : []));
  return ours === undefined ? others : [...others, ours];
}

const awaited = new Set<string>();

/** Calls back when nobody trains this run any more; asked again before that, it does nothing. */
export async function onRunEnd(id: string, ended: () => void): Promise<void> {
  if (awaited.has(id) || locks() === undefined) return;
  awaited.add(id);
  await locks()!.request(RUN + id, { mode: 'shared' }, () => undefined);
  awaited.delete(id);
  ended();
}

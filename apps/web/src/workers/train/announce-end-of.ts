import { announceChange } from '../../library/changes';
import { onRunEnd } from '../../library/run-locks';

/** Announces when another thread's run has ended: one whose tab was closed can't. */
export function announceEndOf(id: string): Promise<void> {
  return onRunEnd(id, () => announceChange('runs'));
}

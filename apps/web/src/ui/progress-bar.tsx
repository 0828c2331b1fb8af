import type { Progress } from './use-long-answer';
import { texts } from '../texts';

/** How far something is, in words too, and what stops it. */
export function ProgressBar({ progress: { done, total }, stop }: { progress: Progress; stop: () => void }) {
  const words = texts.choices.progress;
  return (
    <div class="asking">
      <progress aria-label={words.label} value={done} max={total || undefined} />
      <span class="quiet">{words.asked(done, total)}</span>
      <button type="button" class="small" onClick={stop}>
        {words.stop}
      </button>
    </div>
  );
}

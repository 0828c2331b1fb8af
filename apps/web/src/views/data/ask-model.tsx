import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import type { usePrediction } from './use-prediction';

type Asked = ReturnType<typeof usePrediction>;

/** Asks the model about the chosen part, and says how often it is right. */
export function AskModel({
  prediction,
  progress,
  error,
  ask,
  stop,
  labels,
  count,
}: Asked & { labels: Uint8Array | undefined; count: number }) {
  const words = texts.data.browse;
  if (error) return <Notice error>{error}</Notice>;
  if (progress)
    return (
      <div class="asking">
        <progress
          aria-label={words.asking(progress.done, progress.total)}
          value={progress.done}
          max={progress.total || undefined}
        />
        <span class="quiet">{words.asking(progress.done, progress.total)}</span>
        <button type="button" class="small" onClick={stop}>
          {texts.data.bring.stop}
        </button>
      </div>
    );
  if (!prediction)
    return (
      <p>
        <button type="button" onClick={() => void ask()}>
          {words.ask(count)}
        </button>
      </p>
    );
  if (!labels) return null;
  const right = prediction.predicted.filter((answer, i) => answer === labels[prediction.rows[i]]).length;
  return <p class="quiet">{words.asked(right, prediction.rows.length)}</p>;
}

import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { ProgressBar } from '../../ui/progress-bar';
import type { useLongAnswer } from '../../ui/use-long-answer';
import type { SetPrediction } from '../../workers/ask/predict-set';

type Asked = ReturnType<typeof useLongAnswer<SetPrediction>>;

/** Asks the model about the chosen part, and says how often it is right. */
export function AskModel({
  asked: { value, progress, error, ask, stop },
  labels,
  count,
}: {
  asked: Asked;
  labels: Uint8Array | undefined;
  count: number;
}) {
  const words = texts.data.browse;
  if (error) return <Notice error>{error}</Notice>;
  if (progress) return <ProgressBar progress={progress} stop={stop} />;
  if (!value)
    return (
      <p>
        <button type="button" onClick={() => void ask()}>
          {words.ask(count)}
        </button>
      </p>
    );
  if (!labels) return null;
  const right = value.predicted.filter((answer, i) => answer === labels[value.rows[i]]).length;
  return <p class="quiet">{words.asked(right, value.rows.length)}</p>;
}

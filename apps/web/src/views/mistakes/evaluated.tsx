import { useEffect } from 'preact/hooks';
import type { DataInfo } from '../../library/data-sets';
import type { ModelRef } from '../../library/model-ref';
import type { PartKey } from '../../library/parts';
import { route } from '../../route';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { ProgressBar } from '../../ui/progress-bar';
import { useLongAnswer } from '../../ui/use-long-answer';
import { askRoom } from '../../workers/rooms';
import { CellImages } from './cell-images';
import { ConfusionTable } from './confusion-table';
import { PerClass, Scores } from './scores';

/** A model's answers to a part of a set: scores, confusions, and the images of the chosen confusion. */
export function Evaluated({ info, model, part }: { info: DataInfo; model: ModelRef; part: PartKey }) {
  const { value, progress, error, stopped, ask, stop } = useLongAnswer(
    `${model} ${info.id} ${part}`,
    (signal, onProgress) => askRoom().evaluateSet(model, info.id, part, signal, onProgress),
  );
  useEffect(() => void ask(), []);
  const { params } = route.value;
  const [actual, predicted] = [params.actual, params.predicted].map((name) => info.classes.indexOf(name));
  return (
    <>
      {error && <Notice error>{error}</Notice>}
      {progress && <ProgressBar progress={progress} stop={stop} />}
      {stopped && (
        <Notice>
          {texts.mistakes.stopped}{' '}
          <button type="button" onClick={() => void ask()}>
            {texts.mistakes.goOn}
          </button>
        </Notice>
      )}
      {value && (
        <>
          <Scores evaluation={value.evaluation} />
          <div class="judgement">
            <ConfusionTable confusion={value.evaluation.confusion} chosen={[actual, predicted]} />
            <PerClass evaluation={value.evaluation} />
          </div>
          {actual >= 0 && predicted >= 0 && (
            <CellImages
              key={`${actual} ${predicted}`}
              info={info}
              model={model}
              evaluation={value}
              cell={{ actual, predicted }}
            />
          )}
        </>
      )}
    </>
  );
}

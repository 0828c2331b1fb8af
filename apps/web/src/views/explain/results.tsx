import { useState } from 'preact/hooks';
import type { ModelRef } from '../../library/model-ref';
import { texts } from '../../texts';
import { FigureView } from '../../ui/figure';
import { Notice } from '../../ui/notice';
import type { PictureAnswer } from '../../workers/ask/answer-about';
import type { AskedMethod } from '../../workers/ask/list-methods';
import { readAskState } from './ask-state';
import type { AskedPicture } from './asked-picture';
import { ExplanationCard } from './explanation-card';
import { scalesOf, sheetFigure } from './map-figures';
import { ShowChoice } from './show-choice';
import type { Explained } from './use-explanations';
import { useMeasured } from './use-measured';

/** Classes that a sheet of probabilities has room for. */
const MOST_CLASSES = 20;

/** What the methods say, side by side. */
export function Results({
  modelRef,
  methods,
  asked,
  answer,
  names,
  explained,
}: {
  modelRef: ModelRef;
  methods: readonly AskedMethod[];
  asked: AskedPicture;
  answer: PictureAnswer;
  names: readonly string[];
  explained: readonly Explained[];
}) {
  const words = texts.explain.results;
  const state = readAskState();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const isShare = (name: string) => methods.some((method) => method.name === name && method.isShare);
  const results = explained.flatMap(({ result }) => (result ? [result] : []));
  const scales = scalesOf(results, isShare);
  const shares = results.filter(({ method }) => isShare(method)).length;
  const done = explained.filter(({ status }) => status === 'done');
  const { measured, measure, isMeasuring, error } = useMeasured(modelRef, asked, done);
  return (
    <>
      <ShowChoice state={state} />
      <ul class="explanations" aria-label={words.title}>
        {explained.map((one) => {
          const at = one.result ? results.indexOf(one.result) : -1;
          return (
            <li key={one.question.method} class="card">
              <ExplanationCard
                explained={one}
                seen={answer.seen}
                scale={scales[at]}
                isShared={shares > 1 && isShare(one.question.method)}
                state={state}
                names={names}
                measured={measured.get(one.key)}
              />
            </li>
          );
        })}
      </ul>
      {done.length > 0 && (
        <div>
          <button type="button" disabled={isMeasuring} onClick={() => void measure()}>
            {isMeasuring ? words.measuring : words.measure}
          </button>
          <p class="quiet">{words.faithfulness}</p>
          {error && <Notice error>{error}</Notice>}
        </div>
      )}
      {done.length > 0 && done.length === explained.length && names.length <= MOST_CLASSES && (
        <details onToggle={(event) => setSheetOpen(event.currentTarget.open)}>
          <summary>{words.sheet}</summary>
          {isSheetOpen && (
            <FigureView
              figure={sheetFigure(results, answer, { ...state, names, truth: asked.truth, isShare })}
              name="explanations"
              label={words.sheetLabel}
            />
          )}
        </details>
      )}
    </>
  );
}

import { useState } from 'preact/hooks';
import type { ModelRef } from '../../library/model-ref';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Choice } from '../../ui/choice';
import type { PictureAnswer } from '../../workers/ask/answer-about';
import type { Question } from '../../workers/ask/explain-images';
import type { AskedMethod } from '../../workers/ask/list-methods';
import { readAskState } from './ask-state';
import type { AskedPicture } from './asked-picture';
import { MethodMenu } from './method-menu';
import { Results } from './results';
import { useExplanations } from './use-explanations';

const PREDICTED = '';

/** Chooses methods and the class, runs them and shows what they say. */
export function Explanations({
  modelRef,
  methods,
  asked,
  answer,
  names,
}: {
  modelRef: ModelRef;
  methods: readonly AskedMethod[];
  asked: AskedPicture;
  answer: PictureAnswer;
  names: readonly string[];
}) {
  const words = texts.explain.methods;
  // An address that names methods is of somebody who wants to see them.
  const [isOn, setOn] = useState(() => route.peek().params.methods !== undefined);
  const { methods: chosen, target, settings } = readAskState();
  const questions = methods
    .filter(({ name, refused }) => chosen.includes(name) && refused === undefined)
    .map((method): Question => questionOf(method, settings[method.name], target));
  const { explained, isBusy } = useExplanations(modelRef, asked, questions, isOn);
  const classes = names.map((name, i) => ({ value: String(i), name }));
  return (
    <section aria-labelledby="explain-methods">
      <h2 id="explain-methods">{words.title}</h2>
      <MethodMenu methods={methods} />
      <div class="row explain-run">
        <Choice
          label={words.target}
          value={target === undefined ? PREDICTED : String(target)}
          options={[{ value: PREDICTED, name: words.predicted }, ...classes]}
          onChoose={(value) => setParams({ target: value || undefined })}
        />
        {isBusy ? (
          <button type="button" onClick={() => setOn(false)}>
            {words.stop}
          </button>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={questions.length === 0}
            // Pressed again it goes on where it was stopped.
            onClick={() => setOn(true)}
          >
            {words.explain}
          </button>
        )}
        {questions.length === 0 && <span class="quiet">{words.noneChosen}</span>}
      </div>
      {explained.length > 0 && (
        <Results
          modelRef={modelRef}
          methods={methods}
          asked={asked}
          answer={answer}
          names={names}
          explained={explained}
        />
      )}
    </section>
  );
}

/** A question says every setting: results do not depend on what a library takes by itself. */
function questionOf(
  { name, settings }: AskedMethod,
  own: Question['settings'] = {},
  target: number | undefined,
): Question {
  const all = Object.fromEntries(
    settings.map((setting) => [setting.name, own[setting.name] ?? setting.value]),
  );
  return { method: name, settings: all, ...(target !== undefined && { target }) };
}

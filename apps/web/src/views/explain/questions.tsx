import type { ModelRef } from '../../library/model-ref';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { Pixels } from '../../ui/pixels';
import { useAnswer } from '../../ui/use-answer';
import type { AskedModel } from '../../workers/ask/describe-model';
import type { AskedMethod } from '../../workers/ask/list-methods';
import { askRoom } from '../../workers/rooms';
import { batchOf, ownCut, ownPicture, useSetPicture, type AskedPicture } from './asked-picture';
import { Explanations } from './explanations';
import { Inside } from './inside/inside';
import { PredictionBars } from './prediction-bars';
import { classNames } from './use-asked-model';

interface Props {
  modelRef: ModelRef;
  model: AskedModel;
  methods: AskedMethod[];
}

/** Everything that is asked about the chosen picture. */
export function Questions(props: Props) {
  const { picture } = useSetPicture();
  const asked = ownPicture.value ? ownCut.value : picture.value;
  return asked ? <About {...props} asked={asked} /> : null;
}

function About({ modelRef, model, methods, asked }: Props & { asked: AskedPicture }) {
  const words = texts.explain.prediction;
  const key = `${modelRef} ${asked.key}`;
  const { value, error } = useAnswer(
    async () => ({ key, ...(await askRoom().answerAbout(modelRef, batchOf(asked.picture))) }),
    [key],
  );
  if (error) return <Notice error>{error}</Notice>;
  if (!value) return <p class="quiet">{words.asking}</p>;
  const names = classNames(model.classes, value.probabilities.length, words.unnamed);
  const { data, shape } = value.seen;
  const seen = Uint8Array.from(data, (share) => Math.round(share * 255));
  return (
    <>
      <section aria-labelledby="explain-prediction">
        <h2 id="explain-prediction">{words.title}</h2>
        <div class="answer" aria-busy={value.key !== key}>
          <figure>
            <Pixels
              picture={{ data: seen, shape: shape }}
              label={texts.explain.picture.label(asked.name)}
              size={144}
            />
            <figcaption class="quiet">{words.seen}</figcaption>
          </figure>
          <div>
            <PredictionBars names={names} probabilities={value.probabilities} truth={asked.truth} />
          </div>
        </div>
      </section>
      {value.key === key && (
        <>
          <Explanations modelRef={modelRef} methods={methods} asked={asked} answer={value} names={names} />
          <Inside modelRef={modelRef} model={model} asked={asked} />
        </>
      )}
    </>
  );
}

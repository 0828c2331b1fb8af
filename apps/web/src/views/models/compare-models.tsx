import { useState } from 'preact/hooks';
import { parseModelRef, type ModelRef } from '../../library/model-ref';
import type { KeptModel } from '../../library/models';
import { route, setParams } from '../../route';
import { texts } from '../../texts';
import { Choice } from '../../ui/choice';
import { Agreement } from './agreement';
import { ComparedAnswers } from './compared-answers';

const words = texts.models.compare;
const METHODS = ['gradCam', 'saliency', 'integratedGradients', 'occlusion'];

/** Two models, asked about the same images: the parameters `model` and `with`, `row`, `map`. */
export function CompareModels({ models }: { models: readonly KeptModel[] }) {
  const { params } = route.value;
  const [one, other] = [params.model ?? models[0].ref, params.with].map(
    (ref) => models.find((model) => model.ref === parseModelRef(ref))?.ref,
  );
  const options = [{ value: '', name: words.none }, ...models.map(({ ref, name }) => ({ value: ref, name }))];
  const method = METHODS.find((name) => name === params.map) ?? METHODS[0];
  return (
    <section>
      <h2>{words.title}</h2>
      {models.length < 2 ? (
        <p class="quiet">{words.needTwo}</p>
      ) : (
        <>
          <p>{words.lead}</p>
          <div class="row">
            <Choice
              label={words.one}
              value={one ?? ''}
              options={options}
              onChoose={(model) => setParams({ model: model || undefined })}
            />
            <Choice
              label={words.other}
              value={other ?? ''}
              options={options}
              onChoose={(ref) => setParams({ with: ref || undefined })}
            />
            <Choice
              label={words.method}
              value={method}
              options={METHODS.map((name) => ({ value: name, name }))}
              onChoose={(map) => setParams({ map })}
            />
          </div>
          {one && other && <Compared key={`${one} ${other}`} {...{ models, one, other, method }} />}
        </>
      )}
    </section>
  );
}

function Compared({
  models,
  one,
  other,
  method,
}: {
  models: readonly KeptModel[];
  one: ModelRef;
  other: ModelRef;
  method: string;
}) {
  const data = route.value.params.data ?? 'drawn-faces';
  const pair = [one, other].map((ref) => models.find((model) => model.ref === ref)!);
  const [open, setOpen] = useState(false);
  return (
    <>
      <ComparedAnswers pair={pair} data={data} method={method} />
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{words.differ}</summary>
        {open && <Agreement pair={pair} data={data} />}
      </details>
    </>
  );
}

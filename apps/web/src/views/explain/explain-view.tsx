import '../../style/explain.css';
import { useEffect } from 'preact/hooks';
import { parseModelRef, type ModelRef } from '../../library/model-ref';
import { linkTo, route, setParams } from '../../route';
import { texts } from '../../texts';
import { DataChoice } from '../../ui/data-choice';
import { GoneModel } from '../../ui/gone-model';
import { ModelChoice, useModels } from '../../ui/model-choice';
import { Notice } from '../../ui/notice';
import { useKept } from '../../ui/use-kept';
import { dataRoom } from '../../workers/rooms';
import { dataId } from './asked-picture';
import { Backend } from './backend';
import { PicturePanel } from './picture-panel';
import { Questions } from './questions';
import { useAskedModel } from './use-asked-model';

/** Asks a model about a picture: what it says, why, and what goes on inside. */
export function ExplainView() {
  const { value: models, error } = useModels();
  const { value: sets = [] } = useKept(['data'], () => dataRoom().listData());
  const ref = parseModelRef(route.value.params.model);
  const newest = models?.[0]?.ref;
  const isGone = models?.every((model) => model.ref !== ref);
  // Without a choice the newest model is asked.
  useEffect(() => {
    if (!ref && newest) setParams({ model: newest });
  }, [ref, newest]);
  const words = texts.explain;
  return (
    <>
      <h1>{words.title}</h1>
      {error && <Notice error>{error}</Notice>}
      {models?.length === 0 && !ref ? (
        <Empty />
      ) : (
        <div class="row">
          <ModelChoice />
          <DataChoice
            sets={sets}
            chosen={dataId()}
            onChoose={(id) => setParams({ data: id, image: undefined })}
          />
        </div>
      )}
      {ref && (isGone ? <GoneModel /> : <Asked modelRef={ref} />)}
    </>
  );
}

function Asked({ modelRef }: { modelRef: ModelRef }) {
  const { value, error } = useAskedModel(modelRef);
  if (error) return <Notice error>{error}</Notice>;
  if (value?.ref !== modelRef) return <p class="quiet">{texts.explain.opening}</p>;
  return (
    <>
      <Backend backend={value.model.backend} />
      <PicturePanel modelRef={modelRef} model={value.model} />
      <Questions modelRef={modelRef} model={value.model} methods={value.methods} />
    </>
  );
}

function Empty() {
  const { title, text, train, models } = texts.explain.empty;
  return (
    <section class="card">
      <h2>{title}</h2>
      <p class="lead">{text}</p>
      <p>
        <a class="button primary" href={linkTo('train')}>
          {train}
        </a>{' '}
        <a href={linkTo('models')}>{models}</a>
      </p>
    </section>
  );
}

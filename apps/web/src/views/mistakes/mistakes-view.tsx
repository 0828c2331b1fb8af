import '../../style/mistakes.css';
import { parseModelRef } from '../../library/model-ref';
import { linkTo, route } from '../../route';
import { texts } from '../../texts';
import { GoneModel } from '../../ui/gone-model';
import { ModelChoice, useModels } from '../../ui/model-choice';
import { Notice } from '../../ui/notice';
import { Judged } from './judged';

/** Where a network is wrong. */
export function MistakesView() {
  const models = useModels();
  const { title, lead } = texts.mistakes;
  const ref = parseModelRef(route.value.params.model) ?? models.value?.[0]?.ref;
  const isGone = models.value?.every((model) => model.ref !== ref);
  return (
    <>
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      {models.error && <Notice error>{models.error}</Notice>}
      {!models.value && models.pending && <p class="quiet">{texts.app.loading}</p>}
      {models.value && !ref && <NoModel />}
      {ref && isGone && (
        <>
          <ModelChoice />
          <GoneModel />
        </>
      )}
      {models.value && ref && !isGone && <Judged model={ref} />}
    </>
  );
}

function NoModel() {
  const { title, text, link } = texts.mistakes.empty;
  return (
    <div class="card">
      <h2>{title}</h2>
      <p>{text}</p>
      <a class="button primary" href={linkTo('train')}>
        {link}
      </a>
    </div>
  );
}

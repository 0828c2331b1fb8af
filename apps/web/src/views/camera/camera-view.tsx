import '../../style/camera.css';
import { DRAWN_FACES } from '../../library/places';
import { parseModelRef } from '../../library/model-ref';
import { linkTo, route } from '../../route';
import { texts } from '../../texts';
import { GoneModel } from '../../ui/gone-model';
import { ModelChoice, useModels } from '../../ui/model-choice';
import { Notice } from '../../ui/notice';
import { Watch } from './watch';

/** What a network makes of the face before the camera. */
export function CameraView() {
  const words = texts.camera;
  const models = useModels();
  const ref = parseModelRef(route.value.params.model) ?? models.value?.[0]?.ref;
  const isGone = models.value?.every((model) => model.ref !== ref);
  const isDrawn = models.value?.find((model) => model.ref === ref)?.run?.data === DRAWN_FACES;
  return (
    <>
      <h1>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      {models.error && <Notice error>{models.error}</Notice>}
      {!models.value && models.pending && <p class="quiet">{texts.app.loading}</p>}
      {models.value && !ref && <NoModel />}
      {ref && isGone && (
        <>
          <ModelChoice />
          <GoneModel />
        </>
      )}
      {models.value && ref && !isGone && <Watch model={ref} isDrawn={isDrawn} />}
      <p class="quiet about-camera">
        {words.private} {words.notFor}
      </p>
    </>
  );
}

function NoModel() {
  const { title, text, train, models } = texts.camera.empty;
  return (
    <div class="card">
      <h2>{title}</h2>
      <p>{text}</p>
      <p class="row">
        <a class="button primary" href={linkTo('train')}>
          {train}
        </a>
        <a class="button" href={linkTo('models')}>
          {models}
        </a>
      </p>
    </div>
  );
}

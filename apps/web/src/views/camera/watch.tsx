import { useEffect, useState } from 'preact/hooks';
import type { ModelRef } from '../../library/model-ref';
import { linkTo, route } from '../../route';
import { texts } from '../../texts';
import { ModelChoice } from '../../ui/model-choice';
import { Notice } from '../../ui/notice';
import { ownPicture } from '../explain/asked-picture';
import { CameraChoice } from './camera-choice';
import type { Seen } from './frame-loop';
import { MapChoice, MapStrength, MirrorSwitch, opacityOf } from './map-choice';
import { Probabilities } from './probabilities';
import { Problem } from './problem';
import { Spoken } from './spoken';
import { Stage } from './stage';
import { Timing } from './timing';
import { useAsked } from './use-asked';
import { useCamera } from './use-camera';

/** The camera, the network's answer to its picture, and what is shown of it. */
export function Watch({ model, isDrawn }: { model: ModelRef; isDrawn: boolean }) {
  const words = texts.camera;
  const camera = useCamera();
  const { state } = camera;
  const stream = state.is === 'on' ? state.stream : undefined;
  const { asked, classes, methods, method, target, error } = useAsked(model);
  const [seen, setSeen] = useState<Seen>();
  const [failed, setFailed] = useState<string>();
  const [isFrozen, setFrozen] = useState(false);
  const [opacity, setOpacity] = useState(() => opacityOf(route.peek().params.opacity));
  // What was said of another stream or by another network is not shown.
  useEffect(() => {
    setSeen(undefined);
    setFailed(undefined);
    setFrozen(false);
  }, [stream]);
  useEffect(() => setFailed(undefined), [asked]);
  const current = seen?.asked.model === model ? seen : undefined;
  const answer = current?.frame.answer;
  const explainedBy = current?.asked.question?.method;
  return (
    <>
      <div class="row camera-choices">
        <ModelChoice required={model} />
        <MapChoice {...{ methods, method, classes, target }} />
      </div>
      {isDrawn && <Notice>{words.drawn}</Notice>}
      {error && <Notice error>{error}</Notice>}
      {failed && <Notice error>{failed}</Notice>}
      {state.is === 'failed' && <Problem problem={state.problem} said={state.said} />}
      {state.is === 'left' && <Notice>{words.left}</Notice>}
      <div class="row camera-actions">
        {stream ? (
          <>
            <button type="button" onClick={camera.stop}>
              {words.stop}
            </button>
            <button type="button" disabled={!current} onClick={() => setFrozen(!isFrozen)}>
              {isFrozen ? words.goOn : words.freeze}
            </button>
            {isFrozen && current && (
              <a
                class="button"
                href={linkTo('explain', { methods: method })}
                onClick={() => handOver(current)}
              >
                {words.explain}
              </a>
            )}
          </>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={state.is === 'asking'}
            onClick={() => void camera.start()}
          >
            {state.is === 'off' || state.is === 'asking' ? words.start : words.startAgain}
          </button>
        )}
        {state.is === 'on' && <CameraChoice {...state} onChoose={(id) => void camera.start(id)} />}
        {state.is === 'asking' && <span role="status">{words.asking}</span>}
      </div>
      {stream && (
        <div class="watching">
          <div class="seen">
            <Stage
              {...{ stream, asked, isFrozen, opacity }}
              seen={current}
              onSeen={setSeen}
              onError={({ message }) => setFailed(message)}
            />
            <p class="quiet">
              {!current && !failed && !error && words.opening}
              {current && !answer && <strong>{words.noFace}</strong>}
              {answer?.map && words.explains(words.methods[explainedBy!], classes[answer.map.target])}
            </p>
          </div>
          <Probabilities classes={classes} probabilities={answer?.probabilities} />
          <div class="row">
            <MapStrength opacity={opacity} onChange={setOpacity} />
            <MirrorSwitch />
          </div>
          <Timing
            seen={current}
            isFrozen={isFrozen}
            rate={stream.getVideoTracks()[0]?.getSettings().frameRate}
          />
          <Spoken seen={current} classes={classes} />
        </div>
      )}
    </>
  );
}

/** The picture is there in the Explain view: in memory, as it was taken. */
function handOver({ picture }: Seen): void {
  const { width, height } = picture;
  const { data } = picture.getContext('2d')!.getImageData(0, 0, width, height);
  ownPicture.value = { name: texts.camera.picture, photo: { data, shape: [height, width, 4] } };
}

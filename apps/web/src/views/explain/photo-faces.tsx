import type { Face } from '@fer/faces';
import { useEffect, useState } from 'preact/hooks';
import type { ModelRef } from '../../library/model-ref';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { useAnswer } from '../../ui/use-answer';
import type { PictureCrop } from '../../workers/ask/crop-picture';
import { askRoom } from '../../workers/rooms';
import { newKey, ownCut, type AskedPicture, type OwnPicture } from './asked-picture';
import { PhotoDrawing } from './photo-drawing';

interface Cut {
  asked: AskedPicture;
  place?: PictureCrop['place'];
}

const WHOLE = -1;
const NONE: Face[] = [];

/** A photo with the faces that were found in it: one of them, or the whole photo, is what the model sees. */
export function PhotoFaces({
  own,
  modelRef,
  inputShape,
}: {
  own: OwnPicture;
  modelRef: ModelRef;
  inputShape: readonly (number | null)[];
}) {
  const words = texts.explain.face;
  const { photo } = own;
  const isLarger = photo.shape[0] > (inputShape[0] ?? 0) && photo.shape[1] > (inputShape[1] ?? 0);
  const found = useAnswer(
    async () => ({ photo, faces: isLarger ? await askRoom().findFaces(photo) : NONE }),
    [photo, isLarger],
  );
  const faces = found.value?.photo === photo ? found.value.faces : undefined;
  const [chosen, setChosen] = useState<{ photo: unknown; index: number }>();
  const index = chosen?.photo === photo ? chosen.index : faces?.length ? 0 : WHOLE;
  const isKnown = faces !== undefined || found.error !== undefined;
  const cutOut = useAnswer(async (): Promise<Cut | undefined> => {
    if (!isKnown) return undefined;
    const face = faces?.[index];
    if (!face) return { asked: { key: newKey(), name: own.name, picture: photo } };
    const { image, place } = await askRoom().cropPicture(modelRef, photo, face.box);
    const [, h, w, c] = image.shape;
    const bytes = Uint8Array.from(image.data, (value) => Math.round(value * 255));
    const name = `${own.name}, ${words.face(index + 1, face.score)}`;
    return { asked: { key: newKey(), name, picture: { data: bytes, shape: [h, w, c] } }, place };
  }, [photo, isKnown, index, modelRef]);
  useEffect(() => {
    ownCut.value = cutOut.pending ? undefined : cutOut.value?.asked;
  }, [cutOut.value, cutOut.pending]);
  useEffect(() => () => void (ownCut.value = undefined), []);

  const choose = (to: number) => setChosen({ photo, index: to });
  return (
    <div class="photo-faces">
      <PhotoDrawing photo={photo} faces={faces ?? NONE} place={cutOut.value?.place} />
      <div>
        {(found.error ?? cutOut.error) && <Notice error>{found.error ?? cutOut.error}</Notice>}
        <p role="status">
          {!isKnown ? words.looking : faces?.length ? words.found(faces.length) : isLarger ? words.none : ''}
        </p>
        {faces && faces.length > 0 && (
          <fieldset>
            <legend>{words.shows}</legend>
            {faces.map(({ score }, i) => (
              <Radio
                key={i}
                label={words.face(i + 1, score)}
                isChosen={i === index}
                choose={() => choose(i)}
              />
            ))}
            <Radio label={words.whole} isChosen={index === WHOLE} choose={() => choose(WHOLE)} />
          </fieldset>
        )}
      </div>
    </div>
  );
}

function Radio({ label, isChosen, choose }: { label: string; isChosen: boolean; choose: () => void }) {
  return (
    <label class="check">
      <input type="radio" name="explain-face" checked={isChosen} onChange={choose} />
      {label}
    </label>
  );
}

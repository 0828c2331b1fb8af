import type { ModelRef } from '../../library/model-ref';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import type { AskedModel } from '../../workers/ask/describe-model';
import { ownPicture, useSetPicture } from './asked-picture';
import { ImageStrip } from './image-strip';
import { OwnSources } from './own-sources';
import { PhotoFaces } from './photo-faces';

/** Chooses the picture: from the data set, or one of the person's own. */
export function PicturePanel({ modelRef, model }: { modelRef: ModelRef; model: AskedModel }) {
  const { id, row, columns, picture } = useSetPicture();
  const words = texts.explain.picture;
  const own = ownPicture.value;
  return (
    <section aria-labelledby="explain-picture">
      <h2 id="explain-picture">{words.title}</h2>
      {own ? (
        <PhotoFaces own={own} modelRef={modelRef} inputShape={model.inputShape} />
      ) : (
        <>
          {columns.value && <ImageStrip dataId={id} columns={columns.value} row={row} />}
          {(columns.error ?? picture.error) && <Notice error>{columns.error ?? picture.error}</Notice>}
        </>
      )}
      <OwnSources />
    </section>
  );
}

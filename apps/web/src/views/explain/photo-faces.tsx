import { useEffect } from 'preact/hooks';
import { texts } from '../../texts';
import { ownCut, newKey, type OwnPicture } from './asked-picture';

export function PhotoFaces({ own }: { own: OwnPicture; inputShape: readonly number[] }) {
  const words = texts.explain.picture;
  useEffect(() => {
    ownCut.value = { key: newKey(), name: own.name, picture: own.photo };
    return () => (ownCut.value = undefined);
  }, [own]);
  return <p>{words.label(own.name)}</p>;
}

import { texts } from '../../texts';
import { Choice } from '../../ui/choice';

/** Chooses among several cameras. */
export function CameraChoice({
  cameras,
  device,
  onChoose,
}: {
  cameras: readonly { id: string; name: string }[];
  device?: string;
  onChoose: (id: string) => void;
}) {
  if (cameras.length < 2) return null;
  const { camera, cameraNumber } = texts.camera;
  const options = cameras.map(({ id, name }, i) => ({ value: id, name: name || cameraNumber(i + 1) }));
  return <Choice label={camera} value={device ?? cameras[0].id} options={options} onChoose={onChoose} />;
}

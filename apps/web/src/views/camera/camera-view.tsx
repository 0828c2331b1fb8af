import { texts } from '../../texts';

export function CameraView() {
  return <h1>{texts.camera.title}</h1>;
}

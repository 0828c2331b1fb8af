import { useEffect, useRef, useState } from 'preact/hooks';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import type { Picture } from '../../ui/pixels';
import { pixelsOf } from './read-picture';

/** Takes a picture with the camera, which is switched off afterwards. */
export function Snapshot({ onTake, onClose }: { onTake: (photo: Picture) => void; onClose: () => void }) {
  const words = texts.explain.picture;
  const video = useRef<HTMLVideoElement>(null);
  const [error, setError] = useState<string>();
  const [isOn, setOn] = useState(false);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let left = false;
    const stop = () => stream?.getTracks().forEach((track) => track.stop());
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' } });
      if (left) return stop();
      video.current!.srcObject = stream;
      await video.current!.play();
      setOn(true);
    };
    start().catch((error: unknown) => {
      const { name, message } = error as Error;
      setError(
        name === 'NotAllowedError'
          ? words.refusedCamera
          : name === 'NotFoundError'
            ? words.noCamera
            : message,
      );
    });
    return () => {
      left = true;
      stop();
    };
  }, []);
  const take = () => {
    const { videoWidth, videoHeight } = video.current!;
    onTake(pixelsOf(video.current!, videoWidth, videoHeight));
  };
  if (error) return <Notice error>{error}</Notice>;
  return (
    <div class="snapshot">
      <video ref={video} aria-label={words.video} muted playsInline />
      <div class="row">
        <button type="button" class="primary" disabled={!isOn} onClick={take}>
          {words.take}
        </button>
        <button type="button" onClick={onClose}>
          {words.stopCamera}
        </button>
      </div>
    </div>
  );
}

import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { texts } from '../../texts';
import { drawSeen } from './draw-seen';
import { FrameLoop, type Asked, type FrameLoopOptions, type Seen } from './frame-loop';
import { isMirrored } from './map-choice';

/**
 * The camera's pictures as fast as the network answers: each is shown with its own answer, a moment late, so that what is
 * drawn lies where it belongs. Until the first answer the video itself is shown.
 */
export function Stage({
  stream,
  asked,
  isFrozen,
  opacity,
  seen,
  ...options
}: {
  stream: MediaStream;
  asked?: Asked;
  isFrozen: boolean;
  opacity: number;
  seen?: Seen;
} & FrameLoopOptions) {
  const video = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const loop = useRef<FrameLoop>(undefined);
  useEffect(() => {
    video.current!.srcObject = stream;
    return () => {
      loop.current?.stop();
      loop.current = undefined;
    };
  }, [stream]);
  useEffect(() => {
    if (!asked) return;
    if (loop.current) loop.current.ask(asked);
    else loop.current = new FrameLoop(video.current!, asked, options);
  }, [stream, asked]);
  useEffect(() => {
    if (isFrozen) {
      video.current!.pause();
      loop.current?.look();
    } else {
      // What interrupts it, as another stream, starts it again.
      video.current!.play().catch(() => undefined);
    }
  }, [stream, isFrozen]);
  useLayoutEffect(() => seen && drawSeen(canvas.current!, seen, opacity), [seen, opacity]);
  return (
    <div class={isMirrored() ? 'stage mirrored' : 'stage'} role="img" aria-label={texts.camera.video}>
      <video ref={video} playsInline muted />
      <canvas ref={canvas} hidden={!seen} />
    </div>
  );
}

import { useEffect, useRef, useState } from 'preact/hooks';
import { closeCamera, listCameras, openCamera, problemOf, type CameraProblem } from './open-camera';

/** A camera that is off until the person starts it. */
export type CameraState =
  | { is: 'off' }
  /** Switched off as nobody could see the page. */
  | { is: 'left' }
  | { is: 'asking' }
  | { is: 'on'; stream: MediaStream; device?: string; cameras: { id: string; name: string }[] }
  | { is: 'failed'; problem: CameraProblem; said: string };

/** Starts and stops the camera; it stops by itself when the view is left or hidden. */
export function useCamera() {
  const [state, setState] = useState<CameraState>({ is: 'off' });
  const open = useRef<MediaStream>(undefined);
  /** Counts what was wished for: a camera that opens after the next wish is closed again. */
  const wish = useRef(0);

  const close = () => {
    wish.current++;
    if (open.current) closeCamera(open.current);
    open.current = undefined;
  };

  const leave = () => {
    close();
    setState({ is: 'left' });
  };

  const start = async (device?: string) => {
    close();
    const own = wish.current;
    setState({ is: 'asking' });
    try {
      const stream = await openCamera(device);
      if (wish.current !== own) return closeCamera(stream);
      open.current = stream;
      if (document.hidden) return leave();
      const [track] = stream.getVideoTracks();
      track.addEventListener('ended', () => {
        if (wish.current !== own) return;
        close();
        setState({ is: 'failed', problem: 'ended', said: '' });
      });
      const cameras = await listCameras();
      if (wish.current === own)
        setState({ is: 'on', stream, device: track.getSettings().deviceId ?? device, cameras });
    } catch (error) {
      if (wish.current === own) setState({ is: 'failed', ...problemOf(error) });
    }
  };

  const stop = () => {
    close();
    setState({ is: 'off' });
  };

  useEffect(() => {
    const onChange = () => document.hidden && open.current && leave();
    document.addEventListener('visibilitychange', onChange);
    return () => {
      document.removeEventListener('visibilitychange', onChange);
      close();
    };
  }, []);

  return { state, start, stop };
}

/** Why there is no picture of a camera. */
export type CameraProblem = 'insecure' | 'unsupported' | 'refused' | 'none' | 'busy' | 'ended' | 'other';

/** Modest: the face is made small anyway. */
const SIZE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/**
 * Asks for a camera, which makes the browser ask the person.
 *
 * @param deviceId of `listCameras`; without one that which looks at the person
 * @throws what `problemOf` knows
 */
export async function openCamera(deviceId?: string): Promise<MediaStream> {
  if (!isSecureContext) throw new NoCamera('insecure');
  if (!('mediaDevices' in navigator)) throw new NoCamera('unsupported');
  const which = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: 'user' };
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...SIZE, ...which } });
}

/** The cameras of this machine; they have names only while one is open. */
export async function listCameras(): Promise<{ id: string; name: string }[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

/** Ends a stream: the camera's light goes off. */
export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

export function problemOf(error: unknown): { problem: CameraProblem; said: string } {
  const { name, message } = error as Error;
  if (error instanceof NoCamera) return { problem: error.problem, said: '' };
  return { problem: PROBLEMS[name] ?? 'other', said: `${name}: ${message}` };
}

/** By the names of the errors of `getUserMedia`. */
const PROBLEMS: Readonly<Record<string, CameraProblem>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

class NoCamera extends Error {
  constructor(readonly problem: CameraProblem) {
    super(problem);
  }
}

/** What of the library changed. */
export type Kind = 'data' | 'runs' | 'models';

const CHANNEL = 'fer-library';

/** Tells every tab and worker of this app that something was kept or removed. */
export function announceChange(kind: Kind): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(kind);
  channel.close();
}

/** Calls back after each change, until the function that it returns is called. */
export function onChange(listener: (kind: Kind) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }: MessageEvent<Kind>) => listener(data);
  return () => channel.close();
}

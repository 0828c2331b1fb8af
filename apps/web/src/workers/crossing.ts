import { transferHandlers, type TransferHandler } from 'comlink';

/** An AbortSignal as an argument of a worker's function: aborting it here aborts its copy there. */
const abortSignals: TransferHandler<AbortSignal, MessagePort> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize(signal) {
    const { port1, port2 } = new MessageChannel();
    const abort = () => port1.postMessage('abort');
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    return [port2, [port2]];
  },
  deserialize(port) {
    const controller = new AbortController();
    port.onmessage = () => controller.abort();
    return controller.signal;
  },
};

/** To be called on both sides before anything crosses. */
export function setUpCrossing(): void {
  transferHandlers.set('abort-signal', abortSignals);
}

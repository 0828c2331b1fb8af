import { throwIfAborted } from './event-loop-turn';

/** Gives a promise where the run shall wait until it resolves. */
export type Hold = () => Promise<void> | undefined;

export interface HoldingOptions {
  hold?: Hold;
  signal?: AbortSignal;
  /** A clock in milliseconds, for `milliseconds`. */
  now?: () => number;
}

/** Where a run waits for as long as its caller wants it to. */
export class Holding {
  readonly #options: HoldingOptions;
  #current: Promise<void> | undefined;
  #milliseconds = 0;

  constructor(options: HoldingOptions) {
    this.#options = options;
  }

  /** How long it was held so far; 0 without a clock. */
  get milliseconds(): number {
    return this.#milliseconds;
  }

  /** To be awaited where there is something to await; several batches that are held at once are held together. */
  wait(): Promise<void> | undefined {
    if (this.#current) return this.#current;
    const released = this.#options.hold?.();
    if (released === undefined) return undefined;
    this.#current = this.#until(released).finally(() => (this.#current = undefined));
    return this.#current;
  }

  async #until(released: Promise<void>): Promise<void> {
    const { signal, now = () => 0 } = this.#options;
    const start = now();
    let wake = () => {};
    const aborted = new Promise<void>((resolve) => (wake = resolve));
    signal?.addEventListener('abort', wake);
    if (signal?.aborted) wake();
    try {
      await Promise.race([released, aborted]);
      throwIfAborted(signal);
    } finally {
      signal?.removeEventListener('abort', wake);
      this.#milliseconds += now() - start;
    }
  }
}

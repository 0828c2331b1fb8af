import { SingleBar } from 'cli-progress';

/** Without a terminal, a line at least so often while something runs, milliseconds. */
const PLAIN_INTERVAL = 15_000;

export interface ProgressDisplayOptions {
  stream: NodeJS.WriteStream;
  /** Milliseconds. */
  now: () => number;
}

/** Shows one thing's progress at a time: a bar on a terminal, a plain line every few seconds elsewhere. */
export class ProgressDisplay {
  readonly #stream: NodeJS.WriteStream;
  readonly #now: () => number;
  readonly #bar: SingleBar | undefined;
  #name = '';
  #started = 0;
  #printed = 0;
  /** When something was last heard: what begins has begun then, for its first report comes after its first batch. */
  #heard: number;

  constructor({ stream, now }: ProgressDisplayOptions) {
    this.#stream = stream;
    this.#now = now;
    this.#heard = now();
    if (stream.isTTY) {
      this.#bar = new SingleBar({
        stream,
        format: '{name} [{bar}] {value}/{total}  {detail}',
        barsize: 28,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        hideCursor: true,
        clearOnComplete: true,
        linewrap: false,
      });
    }
  }

  /** `done` of `total` units; `detail` words it for a rate in units a second. Returns the rate. */
  update(name: string, done: number, total: number, detail: (rate: number) => string): number {
    const now = this.#now();
    if (name !== this.#name) {
      this.#started = this.#printed = this.#heard;
      this.stop();
      this.#name = name;
      this.#bar?.start(total, 0, { name, detail: '' });
    }
    this.#heard = now;
    const rate = done / Math.max(1e-3, (now - this.#started) / 1000);
    if (this.#bar) this.#bar.update(done, { name, detail: detail(rate) });
    else if (now - this.#printed >= PLAIN_INTERVAL) {
      this.#printed = now;
      this.#stream.write(`${name} ${done}/${total}  ${detail(rate)}\n`);
    }
    return rate;
  }

  /** A line of its own, above whatever comes next. */
  print(line: string): void {
    this.stop();
    this.#stream.write(`${line}\n`);
  }

  /** Clears the bar. */
  stop(): void {
    if (this.#name !== '') this.#bar?.stop();
    this.#name = '';
    this.#heard = this.#now();
  }
}

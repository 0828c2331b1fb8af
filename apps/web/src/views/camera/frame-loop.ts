import { transfer } from 'comlink';
import type { ModelRef } from '../../library/model-ref';
import type { WatchedFrame } from '../../workers/ask/watch-frame';
import type { Question } from '../../workers/ask/explain-images';
import { askRoom } from '../../workers/rooms';

/** What is asked about every picture. */
export interface Asked {
  model: ModelRef;
  question?: Question;
}

/** A picture, its answer, and how long it took until that was here, milliseconds. */
export interface Seen {
  /** Stays as it is until the next one is seen. */
  picture: OffscreenCanvas;
  frame: WatchedFrame;
  asked: Asked;
  milliseconds: number;
}

/** Longer side of the pictures that are taken, pixels; some cameras give only large ones. */
const MOST = 640;

export interface FrameLoopOptions {
  onSeen: (seen: Seen) => void;
  onError: (error: Error) => void;
}

/** The answer to the last picture, of whichever loop: there is never more than one on the way. */
let onTheWay: Promise<unknown> | undefined;

/**
 * Asks about one picture of a video after another: the next is taken when the last was answered, and those between are let
 * go. What is asked may change at any time; a paused video is asked about once, and again when what is asked changes.
 */
export class FrameLoop {
  #asked: Asked;
  #isNew = true;
  #isStopped = false;
  #wake = () => {};
  /** The one that is shown, and the one that the next picture is taken into. */
  #shown = new OffscreenCanvas(1, 1);
  #next = new OffscreenCanvas(1, 1);

  constructor(
    readonly video: HTMLVideoElement,
    asked: Asked,
    readonly options: FrameLoopOptions,
  ) {
    this.#asked = asked;
    void this.#run();
  }

  ask(asked: Asked): void {
    this.#asked = asked;
    this.#isNew = true;
    this.#wake();
  }

  /** The video shows another picture than it did, as after it was paused. */
  look(): void {
    this.ask(this.#asked);
  }

  stop(): void {
    this.#isStopped = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    for (;;) {
      await this.#picture();
      await onTheWay;
      if (this.#isStopped) return;
      this.#isNew = false;
      const asked = this.#asked;
      try {
        const answer = this.#answer(asked);
        onTheWay = answer.catch(() => undefined);
        const seen = await answer;
        if (this.#isStopped || asked !== this.#asked) continue;
        [this.#shown, this.#next] = [this.#next, this.#shown];
        this.options.onSeen(seen);
      } catch (error) {
        if (!this.#isStopped && asked === this.#asked) this.options.onError(error as Error);
        // It would fail again: what is asked has to change first.
        while (!this.#isStopped && !this.#isNew) await this.#woken();
      }
    }
  }

  async #answer(asked: Asked): Promise<Seen> {
    const start = performance.now();
    const picture = this.#next;
    take(this.video, picture);
    const bitmap = await createImageBitmap(picture);
    const frame = await askRoom().watchFrame(asked.model, transfer(bitmap, [bitmap]), asked.question);
    return { picture, frame, asked, milliseconds: performance.now() - start };
  }

  /** Waits until there is a picture to be asked about. */
  async #picture(): Promise<void> {
    const isThere = () => this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
    while (!this.#isStopped) {
      if (isThere() && this.#isNew) return;
      await this.#nextPicture();
      if (isThere() && !this.video.paused) return;
    }
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  /** The video's next picture, or what wakes this. */
  async #nextPicture(): Promise<void> {
    const { video } = this;
    let id = 0;
    await Promise.race([
      new Promise<void>((resolve) => (id = video.requestVideoFrameCallback(() => resolve()))),
      this.#woken(),
    ]);
    video.cancelVideoFrameCallback(id);
  }
}

function take(video: HTMLVideoElement, picture: OffscreenCanvas): void {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, MOST / Math.max(videoWidth, videoHeight));
  picture.width = Math.round(videoWidth * scale);
  picture.height = Math.round(videoHeight * scale);
  picture.getContext('2d')!.drawImage(video, 0, 0, picture.width, picture.height);
}

/** How far an epoch has come. */
export interface FitProgress {
  epoch: number;
  phase: 'train' | 'validation';
  /** Images of this phase seen so far, and in all. */
  done: number;
  total: number;
  /** Means over the images seen so far. */
  loss: number;
  accuracy: number;
  /** Of this phase so far, without those in which it was held; only with a clock (`now`). */
  seconds?: number;
}

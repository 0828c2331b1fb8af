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
}

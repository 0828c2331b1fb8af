/** What an epoch came to; the names are the columns of `metrics.csv`. */
export interface EpochRecord {
  /** 1, 2, 3, … */
  epoch: number;
  /**
   * Mean over the epoch's training batches, measured while the weights changed, of what training makes small: the
   * cross-entropy, with label smoothing and class weights where there are any.
   */
  loss: number;
  /** Share of training images classified correctly, likewise; of a mixed image the heavier class counts. */
  accuracy: number;
  /** Cross-entropy, without smoothing and weights. */
  val_loss?: number;
  val_accuracy?: number;
  /** Mean recall of the classes. */
  val_balanced_accuracy?: number;
  /** Mean F1 of the classes. */
  val_macro_f1?: number;
  /** Learning rate of the epoch's last update. */
  lr: number;
  /** Duration, validation included, pauses (`hold`) not; only with a clock (`now`). */
  seconds?: number;
  /**
   * Seconds of the training batches that no update was computed because the next batch was not there; only with a
   * clock. Where threads compute, their scripts need one too (`serveReplicas`, `now`), else a source that
   * computes in this thread for longer than an update takes is not noticed.
   */
  waited?: number;
}

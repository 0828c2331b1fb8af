/** A rectangle in pixels of the picture, from its top left corner; fractions are fine, as are parts outside. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A face that was found. */
export interface Face {
  /** From the brows to the chin and from jaw to jaw; may reach beyond the edge of the picture. */
  box: Box;
  /** How sure the network is, 0..1. */
  score: number;
}

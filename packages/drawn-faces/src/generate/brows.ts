/** What an expression does to the brows (FACS 1 inner raiser, 2 outer raiser, 4 lowerer). */
export interface BrowPose {
  id: string;
  held?: boolean;
  /** Degrees; positive lowers the inner ends. */
  angle: number;
  /** Units; positive is up. */
  raise: number;
  /** Units; positive draws them together. */
  together?: number;
  /** Height of the brow's own arch against that at rest (1). */
  arch?: number;
  /** Wrinkles between the brows. */
  furrow?: boolean;
  /** Wrinkles across the forehead. */
  creases?: boolean;
}

export const BROWS: Record<string, BrowPose[]> = {
  happy: [
    { id: 'relaxed', angle: -3, raise: 4 },
    { id: 'lifted', angle: -2, raise: 10, arch: 1.3 },
  ],
  sad: [
    { id: 'inner-up', angle: -24, raise: 4, together: 6 },
    { id: 'grief', angle: -30, raise: 2, together: 8 },
    { id: 'inner-up-high', held: true, angle: -26, raise: 12, together: 4 },
  ],
  surprise: [
    { id: 'raised', angle: 2, raise: 24, arch: 1.6 },
    { id: 'high', angle: 0, raise: 28, arch: 1.8, creases: true },
    { id: 'flashed', held: true, angle: 6, raise: 26, arch: 1.3 },
  ],
  fear: [
    { id: 'raised-together', angle: -18, raise: 20, together: 12 },
    { id: 'raised-together-flat', angle: -13, raise: 22, together: 14, creases: true },
    { id: 'raised-together-steep', held: true, angle: -24, raise: 18, together: 10 },
  ],
  angry: [
    { id: 'lowered', angle: 24, raise: -12, together: 10, furrow: true },
    { id: 'lowered-steep', angle: 30, raise: -10, together: 8 },
    { id: 'knitted', held: true, angle: 19, raise: -16, together: 14, furrow: true },
  ],
  disgust: [
    { id: 'pushed-down', angle: 10, raise: -12, together: 6 },
    { id: 'pushed-down-flat', angle: 5, raise: -14, together: 4 },
    { id: 'pushed-down-bent', held: true, angle: 14, raise: -10, together: 8 },
  ],
  neutral: [
    { id: 'rest', angle: -1, raise: 3 },
    { id: 'rest-arched', angle: 0, raise: 2, arch: 1.2 },
    { id: 'rest-high', held: true, angle: -2, raise: 7 },
  ],
};

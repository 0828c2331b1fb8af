import { line, shape } from './marks';

const DARK = '#3a0f12';
const TEETH = '#fff';
const TONGUE = '#e07a80';

/** A part of an expression: drawn about the origin, one unit = one unit of facesjs (a face is about 290 wide). */
export interface Part {
  /** Named in `parts` of every image; `held` parts occur only in the test split. */
  id: string;
  held?: boolean;
  draw: (width: number) => string;
}

const bar = (d: string, w: number) => line(d, w);
const D_SMILE = 'M-58 -16Q0 0 58 -16Q48 38 0 38Q-48 38 -58 -16Z';
const STRETCH = 'M-46 -14Q0 -22 46 -14Q66 14 58 22Q0 10 -58 22Q-66 14 -46 -14Z';
const SNARL = 'M-34 -20Q0 -30 34 -20Q58 18 50 24Q0 12 -50 24Q-58 18 -34 -20Z';
const LIP_UP = 'M-54 18Q-40 -28 -16 -26Q0 -14 16 -26Q40 -28 54 18Q0 2 -54 18Z';

/**
 * Mouths by class, after the action units of FACS (Ekman & Friesen 1978): 12 pulls the corners (happy), 15
 * depresses them (sad), 20 stretches the lips (fear), 23/24 tightens them and 22/25 bares the teeth (angry),
 * 9/10 raises the upper lip (disgust), 26/27 drops the jaw (surprise).
 */
export const MOUTHS: Record<string, Part[]> = {
  happy: [
    { id: 'grin', draw: (w) => shape(D_SMILE, TEETH, w) },
    {
      id: 'laugh',
      draw: (w) => shape(D_SMILE, DARK, w) + shape('M-50 -12Q0 2 50 -12L42 6Q0 16 -42 6Z', TEETH, 1),
    },
    { id: 'smile', draw: (w) => bar('M-58 -14Q-54 -8 -48 -4Q0 40 48 -4Q54 -8 58 -14', w + 3) },
    { id: 'crescent', draw: (w) => shape('M-60 -18Q0 26 60 -18Q40 34 0 34Q-40 34 -60 -18Z', TEETH, w + 1) },
    {
      id: 'teeth',
      held: true,
      draw: (w) =>
        shape('M-56 -18Q0 -4 56 -18Q62 26 0 30Q-62 26 -56 -18Z', TEETH, w) +
        bar('M-50 4Q0 18 50 4M-20 -9V26M20 -9V26', 2.5),
    },
  ],
  sad: [
    { id: 'frown', draw: (w) => bar('M-44 20Q0 -26 44 20', w + 3) },
    { id: 'pout', draw: (w) => bar('M-34 12Q0 -20 34 12', w + 3) + bar('M-16 24Q0 17 16 24', w - 1) },
    { id: 'droop', draw: (w) => bar('M-46 24Q-40 2 -22 0H22Q40 2 46 24', w + 2) },
    { id: 'quiver', held: true, draw: (w) => bar('M-44 20Q-36 -2 -22 -2T0 -6T22 -2Q36 -2 44 20', w + 2) },
  ],
  surprise: [
    { id: 'oh', draw: (w) => shape('M0 -30C30 -30 30 38 0 38C-30 38 -30 -30 0 -30Z', DARK, w) },
    { id: 'round', draw: (w) => shape('M0 -24C34 -24 34 26 0 26C-34 26 -34 -24 0 -24Z', DARK, w + 1) },
    {
      id: 'gape',
      draw: (w) =>
        shape('M0 -32C38 -32 40 44 0 44C-40 44 -38 -32 0 -32Z', DARK, w) +
        shape('M-18 32Q0 12 18 32Q0 46 -18 32Z', TONGUE, 1),
    },
    {
      id: 'jaw',
      held: true,
      draw: (w) =>
        shape('M-24 -26Q0 -34 24 -26Q36 40 0 42Q-36 40 -24 -26Z', DARK, w) +
        shape('M-20 -22Q0 -28 20 -22L20 -13Q0 -18 -20 -13Z', TEETH, 1),
    },
  ],
  fear: [
    { id: 'stretched', draw: (w) => shape(STRETCH, TEETH, w) + bar('M-56 6Q0 -6 56 6', 2.5) },
    {
      id: 'clenched',
      draw: (w) =>
        shape('M-56 -16Q0 -22 56 -16Q64 4 58 20Q0 14 -58 20Q-64 4 -56 -16Z', TEETH, w) +
        bar('M-58 2Q0 -4 58 2M-36 -17V17M-12 -18V16M12 -18V16M36 -17V17', 2.5),
    },
    {
      id: 'cry',
      draw: (w) => shape(STRETCH, DARK, w) + shape('M-42 -11Q0 -18 42 -11L47 -2Q0 -10 -47 -2Z', TEETH, 1),
    },
    {
      id: 'chatter',
      held: true,
      draw: (w) =>
        shape('M-60 6L-44 -14L-24 -4L0 -16L24 -4L44 -14L60 6L44 20L24 10L0 20L-24 10L-44 20Z', TEETH, w),
    },
  ],
  angry: [
    { id: 'pressed', draw: (w) => bar('M-46 4Q0 -8 46 4', w + 4) + bar('M-18 18Q0 13 18 18', w - 2) },
    {
      id: 'bared',
      draw: (w) =>
        shape('M-46 -16Q0 -10 46 -16Q54 0 48 18Q0 10 -48 18Q-54 0 -46 -16Z', TEETH, w + 1) +
        bar('M-48 1H48M-24 -14V14M0 -13V13M24 -14V14', 3),
    },
    {
      id: 'shout',
      draw: (w) => shape(SNARL, DARK, w + 1) + shape('M-30 -17Q0 -26 30 -17L36 -5Q0 -14 -36 -5Z', TEETH, 1),
    },
    { id: 'scowl', held: true, draw: (w) => bar('M-44 16Q-34 -6 0 -6Q34 -6 44 16', w + 4) },
  ],
  disgust: [
    {
      id: 'tongue',
      draw: (w) =>
        bar('M-50 10Q-26 -20 0 -14Q26 -20 50 10', w + 2) +
        shape('M-18 -10Q0 -16 18 -10V22Q18 40 0 40Q-18 40 -18 22Z', TONGUE, w - 1) +
        bar('M0 -4V20', 2.5),
    },
    { id: 'lip-up', draw: (w) => shape(LIP_UP, TEETH, w + 1) },
    {
      id: 'sneer',
      draw: (w) => shape('M-50 14Q-20 4 10 -20Q36 -30 50 -12Q42 4 20 8Q-16 8 -50 14Z', TEETH, w),
    },
    { id: 'squirm', held: true, draw: (w) => bar('M-52 14Q-40 -18 -24 -2T4 0T30 -4T52 14', w + 3) },
  ],
  neutral: [
    { id: 'straight', draw: (w) => bar('M-32 0H32', w + 1) },
    { id: 'lips', draw: (w) => bar('M-38 0Q-16 -5 0 -1Q16 -5 38 0', w) + bar('M-18 13Q0 18 18 13', w - 2) },
    {
      id: 'full',
      draw: (w) =>
        shape('M-38 0Q-14 -12 0 -7Q14 -12 38 0Q18 13 0 13Q-18 13 -38 0Z', '#a8605c', 2) +
        bar('M-38 0H38', w - 1),
    },
    { id: 'short', held: true, draw: (w) => bar('M-20 0Q0 2 20 0', w + 2) },
  ],
};

import { line } from './marks';

/** How one eye looks at rest: drawn for everybody, whatever the expression. */
export interface EyeStyle {
  /** Half width, in units. */
  halfWidth: number;
  stroke: number;
  iris: number;
  irisFill: string;
  /** Whether lashes are drawn at the outer corner. */
  lashes: boolean;
}

/** What an expression does to the eyes (FACS 5 raises the upper lid, 6 the cheek, 7 tightens the lids, 43 closes). */
export interface EyePose {
  id: string;
  held?: boolean;
  /** Height of the upper and of the lower lid above and below the middle; a closed eye has neither. */
  upper: number;
  lower: number;
  /** Height of the outer corner minus that of the inner one: positive slants like anger, in units. */
  slant?: number;
  /** Size of the iris against that at rest. */
  iris?: number;
  closed?: boolean;
  /** A bulge of the cheek or lid under the eye. */
  bag?: number;
}

const WIDE: EyePose[] = [
  { id: 'wide', upper: 23, lower: 19, iris: 0.85 },
  { id: 'round', upper: 27, lower: 23, iris: 0.9 },
  { id: 'stare', held: true, upper: 25, lower: 15, iris: 1 },
];

export const EYES: Record<string, EyePose[]> = {
  happy: [
    { id: 'arc', upper: 20, lower: 0, closed: true },
    { id: 'cheek-raised', upper: 14, lower: -2, bag: 10 },
    { id: 'beaming', held: true, upper: 15, lower: 2, bag: 12 },
  ],
  sad: [
    { id: 'drooping', upper: 8, lower: 9, slant: -14 },
    { id: 'lowered', upper: 4, lower: 11, slant: -12 },
    { id: 'heavy', held: true, upper: 6, lower: 8, slant: -18, bag: 13 },
  ],
  surprise: WIDE,
  fear: [
    { id: 'terror', upper: 24, lower: 15, iris: 0.55, slant: -6 },
    { id: 'white-all-round', upper: 22, lower: 18, iris: 0.5, slant: -4 },
    { id: 'alarmed', held: true, upper: 26, lower: 12, iris: 0.65, slant: -8 },
  ],
  angry: [
    { id: 'glare', upper: 3, lower: 10, slant: 14 },
    { id: 'narrowed', upper: 2, lower: 7, slant: 12 },
    { id: 'blazing', held: true, upper: 6, lower: 13, slant: 17, iris: 0.75 },
  ],
  disgust: [
    { id: 'squint', upper: 3, lower: 2, slant: 3, bag: 11 },
    { id: 'slit', upper: 4, lower: 0, slant: 0, bag: 10 },
    { id: 'scrunched', held: true, upper: 1, lower: 3, slant: 5, bag: 13 },
  ],
  neutral: [
    { id: 'open', upper: 15, lower: 11 },
    { id: 'level', upper: 13, lower: 10 },
    { id: 'calm', held: true, upper: 14, lower: 12, iris: 1.1 },
  ],
};

/**
 * The left eye about its own middle (the right one is its mirror image, but for the gaze).
 * `id` must be unique within a picture: the iris is clipped to the opening.
 */
export function drawEye(pose: EyePose, style: EyeStyle, gaze: number, id: string): string {
  const w = style.halfWidth;
  const outer = -(pose.slant ?? 0) / 2;
  const inner = (pose.slant ?? 0) / 2;
  const bag = pose.bag
    ? line(
        `M${-w * 0.7} ${outer + pose.bag + 4}Q0 ${pose.bag + 10} ${w * 0.7} ${inner + pose.bag + 4}`,
        style.stroke * 0.7,
      )
    : '';
  if (pose.closed) return line(`M${-w} 10Q0 ${-2 * pose.upper + 10} ${w} 10`, style.stroke + 4) + bag;
  const upper = `M${-w} ${outer}C${-w * 0.5} ${outer - 1.35 * pose.upper} ${w * 0.5} ${inner - 1.35 * pose.upper} ${w} ${inner}`;
  const opening = `${upper}C${w * 0.5} ${inner + 1.35 * pose.lower} ${-w * 0.5} ${outer + 1.35 * pose.lower} ${-w} ${outer}Z`;
  const r = style.iris * (pose.iris ?? 1);
  const lashes = style.lashes
    ? line(`M${-w} ${outer}l-9 -7M${-w * 0.75} ${outer - pose.upper * 0.5}l-6 -9`, style.stroke * 0.7)
    : '';
  return (
    `<clipPath id="${id}"><path d="${opening}"/></clipPath><path d="${opening}" fill="#fff"/>` +
    `<g clip-path="url(#${id})"><circle cx="${gaze}" cy="${(pose.lower - pose.upper) / 3}" r="${r}" fill="${style.irisFill}" stroke="#000" stroke-width="3"/>` +
    `<circle cx="${gaze}" cy="${(pose.lower - pose.upper) / 3}" r="${r * 0.5}" fill="#000"/></g>` +
    line(opening, style.stroke * 0.7) +
    line(upper, style.stroke * 1.5) +
    lashes +
    bag
  );
}

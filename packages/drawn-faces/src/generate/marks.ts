/** Small builders for the strokes that expression parts are made of; coordinates in the units of the style. */

/** An open black line. */
export const line = (d: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="#000" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;

/** A closed shape with a black outline. */
export const shape = (d: string, fill: string, width: number): string =>
  `<path d="${d}" fill="${fill}" stroke="#000" stroke-width="${width}" stroke-linejoin="round"/>`;

/** A fragment moved, turned (degrees) and scaled about its own origin. */
export const placed = (svg: string, x: number, y: number, angle = 0, sx = 1, sy = sx): string =>
  `<g transform="translate(${x} ${y}) rotate(${angle}) scale(${sx} ${sy})">${svg}</g>`;

/** A fragment and its mirror image about the vertical line at `axis`. */
export const mirrored = (svg: string, axis: number): string =>
  `${svg}<g transform="translate(${2 * axis} 0) scale(-1 1)">${svg}</g>`;

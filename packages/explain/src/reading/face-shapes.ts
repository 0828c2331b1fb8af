import type { Point, Shape } from './paint-shapes';

/** What {@link faceShapes} has shapes of; everything else is `other`. */
export const faceRegionNames = ['other', 'forehead', 'brows', 'eyes', 'nose', 'cheeks', 'mouth'] as const;
export type FaceRegionName = (typeof faceRegionNames)[number];

/** One half of the face, in the numbers of the 68 landmarks. */
interface Side {
  brow: readonly number[];
  eye: readonly number[];
  /** From beside the eye down the jaw, over the corner of the mouth to the nose and back under the eye. */
  cheek: readonly number[];
}

const sides: readonly Side[] = [
  {
    brow: [17, 18, 19, 20, 21],
    eye: [36, 37, 38, 39, 40, 41],
    cheek: [1, 2, 3, 4, 5, 48, 31, 28, 39, 40, 41, 36],
  },
  {
    brow: [26, 25, 24, 23, 22],
    eye: [45, 44, 43, 42, 47, 46],
    cheek: [15, 14, 13, 12, 11, 54, 35, 28, 42, 47, 46, 45],
  },
];
const nose = [27, 31, 32, 33, 34, 35];
const lips = [48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59];

/** How far the forehead reaches up from each point of a brow, from the outer end, in lengths from the nose's base to the brows. */
const foreheadHeights = [0.15, 0.4, 0.55, 0.65, 0.72];

/** How far skin around the points belongs to a part, in distances between the eyes. */
const margins = { brows: 0.1, eyes: 0.08, nose: 0.08, mouth: 0.07 };

/**
 * The parts of a face as shapes, by its 68 landmarks; of what lies in several, the first in the list counts.
 * Throws where the eyes have no distance.
 */
export function faceShapes(points: readonly Point[]): Shape<FaceRegionName>[] {
  const at = (indices: readonly number[]) => indices.map((index) => points[index]);
  const [right, left] = sides.map(({ eye }) => middle(at(eye)));
  const distance = Math.hypot(left[0] - right[0], left[1] - right[1]);
  if (!(distance > 0)) {
    throw new Error(
      `invalid landmarks: both eyes at (${right.join(', ')}) (expected a distance between them)`,
    );
  }
  const grown = (name: keyof typeof margins, indices: readonly number[], isOpen = false) => ({
    name,
    points: at(indices),
    margin: margins[name] * distance,
    isOpen,
  });
  const brows = middle(at([21, 22]));
  const up = [brows[0] - points[33][0], brows[1] - points[33][1]] as const;
  const hairline = (indices: readonly number[]) =>
    at(indices).map(([x, y], i): Point => [x + foreheadHeights[i] * up[0], y + foreheadHeights[i] * up[1]]);
  const [{ brow: first }, { brow: second }] = sides;
  const forehead = [...at(first), ...at(second).reverse(), ...hairline(second), ...hairline(first).reverse()];
  return [
    ...sides.map(({ eye }) => grown('eyes', eye)),
    ...sides.map(({ brow }) => grown('brows', brow, true)),
    grown('mouth', lips),
    grown('nose', nose),
    ...sides.map(({ cheek }) => ({ name: 'cheeks' as const, points: at(cheek), margin: 0 })),
    { name: 'forehead', points: forehead, margin: 0 },
  ];
}

function middle(points: readonly Point[]): Point {
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0), mean(1)];
}

/** `x` and `y` in pixels from the image's top left corner. */
export type Point = readonly [x: number, y: number];

/** A polygon, or a line that `isOpen`, with all that is within `margin` pixels of it. */
export interface Shape<Name extends string> {
  name: Name;
  points: readonly Point[];
  margin: number;
  isOpen?: boolean;
}

/** Labels each pixel of `[h, w]` whose middle lies in a shape with that shape's index in `names`: the first shape counts. */
export function paintShapes<Name extends string>(
  labels: Int32Array,
  [h, w]: readonly [number, number],
  shapes: readonly Shape<Name>[],
  names: readonly Name[],
): void {
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const shape = shapes.find((one) => isIn(one, [x + 0.5, y + 0.5]));
      if (shape) labels[y * w + x] = names.indexOf(shape.name);
    }
  }
}

function isIn({ points, margin, isOpen = false }: Shape<string>, point: Point): boolean {
  let inside = false;
  for (let i = isOpen ? 1 : 0; i < points.length; i++) {
    const [a, b] = [points.at(i - 1)!, points[i]];
    if (margin > 0 && distanceToLine(point, a, b) <= margin) return true;
    if (!isOpen && crosses(point, a, b)) inside = !inside;
  }
  return inside;
}

/** Whether the line from `a` to `b` crosses the ray from the point to the right. */
function crosses([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): boolean {
  return ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax);
}

function distanceToLine([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

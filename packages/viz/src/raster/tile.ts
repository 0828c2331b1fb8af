/** How large a picture is drawn, and how many times its pixels are enlarged inside the embedded PNG. */
export interface TileSize {
  width: number;
  height: number;
  factor: number;
}

/**
 * The size of a tile whose longer side is about `target`: a whole multiple of the picture's pixels, so that they
 * stay square and even, or a reduction if the picture is much larger. Twice the pixels are embedded: screens have them.
 */
export function tileSize(width: number, height: number, target: number): TileSize {
  const longer = Math.max(width, height);
  if (longer > target * 1.5)
    return { width: (width * target) / longer, height: (height * target) / longer, factor: 1 };
  const scale = Math.max(1, Math.round(target / longer));
  return { width: width * scale, height: height * scale, factor: scale * 2 };
}

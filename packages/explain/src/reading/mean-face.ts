/** Width and height of the images that {@link meanFace} is for. */
export const meanFaceSide = 48;

/** The half of {@link meanFace} that is left in the image, `[index, index of the mirrored point, x, y]`. */
const half: readonly (readonly [number, number, number, number])[] = [
  // Jaw, from beside the eye to the chin.
  [0, 16, 4.8, 17.5],
  [1, 15, 5.2, 22],
  [2, 14, 6, 26.5],
  [3, 13, 7.3, 31],
  [4, 12, 9.4, 35.6],
  [5, 11, 12.5, 39.8],
  [6, 10, 16, 43.5],
  [7, 9, 20, 46.5],
  [8, 8, 24, 47.5],
  // Brow, from its outer end.
  [17, 26, 9.3, 14.2],
  [18, 25, 11.5, 12.8],
  [19, 24, 14.5, 12.3],
  [20, 23, 17.7, 12.7],
  [21, 22, 20.6, 13.8],
  // Bridge of the nose, then below it from its side.
  [27, 27, 24, 18],
  [28, 28, 24, 21.5],
  [29, 29, 24, 25],
  [30, 30, 24, 28.5],
  [31, 35, 20.4, 31.4],
  [32, 34, 22.2, 32.5],
  [33, 33, 24, 33],
  // Eye, round from its outer corner.
  [36, 45, 11.3, 18],
  [37, 44, 13.6, 16.6],
  [38, 43, 16.8, 16.6],
  [39, 42, 19.3, 18.2],
  [40, 47, 16.8, 19.2],
  [41, 46, 13.6, 19.2],
  // Lips, outside and then inside.
  [48, 54, 16.8, 38.5],
  [49, 53, 19.5, 36.6],
  [50, 52, 22.3, 35.6],
  [51, 51, 24, 36],
  [59, 55, 19.4, 41.6],
  [58, 56, 22, 42.8],
  [57, 57, 24, 43],
  [60, 64, 18, 38.5],
  [61, 63, 22.3, 37.8],
  [62, 62, 24, 38],
  [67, 65, 22.3, 40],
  [66, 66, 24, 40.2],
];

/**
 * The 68 landmarks of the mean face of FER2013's 48x48 images, `[68, 2]` as x and y in pixels from the image's top left
 * corner: the template. Placed by eye on the mean of its 32,131 training and public test images, each standardised, and
 * symmetric about the image's middle. That mean shows eyes, nose, mouth and the outline of the cheeks within about a pixel,
 * brows less; a single image strays from it by some pixels.
 */
export const meanFace: Float32Array = (() => {
  const points = new Float32Array(68 * 2);
  for (const [index, mirrored, x, y] of half) {
    points.set([x, y], 2 * index);
    points.set([meanFaceSide - x, y], 2 * mirrored);
  }
  return points;
})();

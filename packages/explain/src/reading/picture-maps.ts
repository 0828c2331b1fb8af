import {
  checkAttribution,
  readMaps,
  type Maps,
  type MeasuredAttribution,
} from '../faithfulness/attribution-maps';

/** One value a pixel and image, channels summed. */
export interface PictureMaps extends Maps {
  places: [h: number, w: number];
}

/** Reads the maps of images, `[n, h, w]` or `[n, h, w, c]`; throws on other shapes and values that are not finite. */
export function pictureMaps(attribution: MeasuredAttribution): PictureMaps {
  checkAttribution(attribution);
  const { shape } = attribution;
  if (shape.length !== 3 && shape.length !== 4) {
    throw new Error(`invalid attribution: shape [${shape.join(', ')}] (expected [n, h, w] or [n, h, w, c])`);
  }
  return { ...readMaps(attribution), places: [shape[1], shape[2]] };
}

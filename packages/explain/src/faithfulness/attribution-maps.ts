import { upsampleMap } from '../cam/upsample-map';
import type { Attribution } from '../common/attribution';
import type { SegmentAttribution } from '../perturbation/segment-attribution';

/**
 * A map to be measured: what an attribution method returned, or any values with their shape, `[n, h, w, c]` or `[n, h, w]`,
 * of the image's size or smaller.
 */
export type MeasuredAttribution = Pick<Attribution, 'values' | 'shape'> &
  Partial<
    Pick<SegmentAttribution, 'method' | 'targets' | 'provenance' | 'inputs' | 'segments' | 'coefficients'>
  >;

/** One value a place and image, channels summed: row-major `[n, size]`. */
export interface Maps {
  data: Float32Array;
  n: number;
  /** Places of one image. */
  size: number;
  warnings: string[];
}

/** The map of one image. */
export function mapOf({ data, size }: Maps, image: number): Float32Array {
  return data.subarray(image * size, (image + 1) * size);
}

/**
 * Reads an attribution as maps of the places `[h, w]`: channels are summed, `abs` takes the sizes of the sums, and a map of
 * another resolution is stretched (bilinear, half-pixel centres), which `warnings` tell. Without `places` a map stays at
 * its own resolution.
 */
export function readMaps(
  attribution: MeasuredAttribution,
  { places, abs = false }: { places?: readonly number[]; abs?: boolean } = {},
): Maps {
  checkAttribution(attribution);
  const warnings: string[] = [];
  const rank = attribution.shape.length;
  let { values, shape } = hasChannels(rank, places) ? sumChannels(attribution) : attribution;
  const [n, ...own] = shape;
  if (places && own.join() !== places.join()) {
    if (own.length !== 2 || places.length !== 2) {
      throw new Error(
        `invalid attribution: shape [${attribution.shape.join(', ')}] (expected [${[n, ...places].join(', ')}], with or without channels)`,
      );
    }
    ({ values, shape } = upsampleMap({ values, shape }, [places[0], places[1]]));
    warnings.push(`the map of ${own.join(' x ')} was stretched to ${places.join(' x ')} (bilinear)`);
  }
  const size = shape.slice(1).reduce((a, b) => a * b, 1);
  return { data: abs ? values.map(Math.abs) : Float32Array.from(values), n, size, warnings };
}

/**
 * An attribution as one value for every value of the input `[n, h, w, c]`: as it is, or of a map each pixel's value in equal
 * parts for its channels, so that sums over pixels stay.
 */
export function readShares(
  attribution: MeasuredAttribution,
  shape: readonly number[],
): { data: Float32Array; warnings: string[] } {
  checkAttribution(attribution);
  if (attribution.shape.join() === shape.join()) {
    return { data: Float32Array.from(attribution.values), warnings: [] };
  }
  const channels = shape.length > 2 ? shape.at(-1)! : 1;
  const { data, warnings } = readMaps(attribution, { places: channelless(shape) });
  const shares = Float32Array.from({ length: data.length * channels }, (_, i) => {
    return data[Math.floor(i / channels)] / channels;
  });
  return { data: shares, warnings };
}

/** The places of a batch: all axes but the first, and of images the last. */
export function channelless(shape: readonly number[]): readonly number[] {
  return shape.length > 2 ? shape.slice(1, -1) : shape.slice(1);
}

/** Whether the last axis is one of channels: it is when there is one more than places, and in images. */
function hasChannels(rank: number, places: readonly number[] | undefined): boolean {
  return places ? rank === places.length + 2 : rank > 3;
}

/** Throws unless values and shape fit each other and every value is a number. */
export function checkAttribution(attribution: MeasuredAttribution): void {
  const { values, shape } = (attribution ?? {}) as Partial<MeasuredAttribution>;
  if (!values || !Array.isArray(shape) || shape.length < 2) {
    throw new Error(
      `invalid attribution: ${attribution ? 'no values of a shape' : String(attribution)} (expected { values, shape }, as an attribution method returns)`,
    );
  }
  const size = shape.reduce((a, b) => a * b, 1);
  if (values.length !== size) {
    throw new Error(
      `invalid attribution: ${values.length} values (expected ${size} for shape [${shape.join(', ')}])`,
    );
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  const image = Math.floor(wrong / (size / shape[0]));
  throw new Error(`invalid attribution: ${values[wrong]} in image ${image} (expected finite numbers)`);
}

function sumChannels({ values, shape }: { values: Float32Array; shape: readonly number[] }) {
  const channels = shape.at(-1)!;
  const sums = Float32Array.from({ length: values.length / channels }, (_, place) => {
    let sum = 0;
    for (let k = place * channels; k < (place + 1) * channels; k++) sum += values[k];
    return sum;
  });
  return { values: sums, shape: shape.slice(0, -1) };
}

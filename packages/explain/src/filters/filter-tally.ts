/** A value that a filter put out, and where. */
export interface Peak {
  value: number;
  /** Row of the image in the data. */
  image: number;
  /** `h * width + w` of the position. */
  position: number;
}

/** What is known of every filter of a layer after some images. */
export interface FilterTally {
  readonly filters: number;
  /** Positions of a filter in an image. */
  readonly positions: number;
  readonly images: number;
  readonly mean: Float64Array;
  /** Of all values seen, divided by their number. */
  readonly std: Float64Array;
  /** NaN, as the mean, of a filter that ever gave NaN. */
  readonly minimum: Float64Array;
  readonly maximum: Float64Array;
  /** How many values, and how many images with one at least, were above 0. */
  readonly valuesAbove: Float64Array;
  readonly imagesAbove: Float64Array;
  /** Of each filter the images where it was strongest, each once, the strongest first, of equals the earlier one. */
  readonly peaks: readonly (readonly Peak[])[];
  /** Takes the outputs `[n, positions, filters]` of the next images. */
  add(values: Float32Array): void;
}

/** An empty tally that remembers `top` peaks a filter. Memory depends on neither the number of images nor their size. */
export function filterTally(positions: number, filters: number, top: number): FilterTally {
  const zeros = () => new Float64Array(filters);
  // Sums of differences to a first value: those of the values themselves would lose digits to a large mean.
  const [origin, sum, squares, valuesAbove, imagesAbove] = [zeros(), zeros(), zeros(), zeros(), zeros()];
  const minimum = zeros().fill(Infinity);
  const maximum = zeros().fill(-Infinity);
  const peaks = Array.from({ length: filters }, (): Peak[] => []);
  const strongest = zeros();
  const at = new Int32Array(filters);
  let images = 0;

  function addImage(values: Float32Array): void {
    strongest.fill(-Infinity);
    for (let position = 0, i = 0; position < positions; position++) {
      for (let filter = 0; filter < filters; filter++, i++) {
        const value = values[i];
        const difference = value - origin[filter];
        sum[filter] += difference;
        squares[filter] += difference * difference;
        if (value > 0) valuesAbove[filter]++;
        if (value < minimum[filter]) minimum[filter] = value;
        if (value > strongest[filter]) {
          strongest[filter] = value;
          at[filter] = position;
        }
      }
    }
    for (let filter = 0; filter < filters; filter++) {
      const value = strongest[filter];
      if (value > 0) imagesAbove[filter]++;
      if (value > maximum[filter]) maximum[filter] = value;
      insert(peaks[filter], { value, image: images, position: at[filter] }, top);
    }
    images++;
  }

  const unlessNaN = (values: Float64Array) =>
    values.map((value, filter) => (Number.isNaN(sum[filter]) ? NaN : value));

  return {
    filters,
    positions,
    get images() {
      return images;
    },
    get mean() {
      return sum.map((total, filter) => origin[filter] + total / (images * positions));
    },
    get std() {
      const count = images * positions;
      return squares.map((total, filter) =>
        Math.sqrt(Math.max(0, total / count - (sum[filter] / count) ** 2)),
      );
    },
    get minimum() {
      return unlessNaN(minimum);
    },
    get maximum() {
      return unlessNaN(maximum);
    },
    valuesAbove,
    imagesAbove,
    peaks,
    add(values) {
      if (images === 0) origin.set(values.subarray(0, filters));
      const size = positions * filters;
      for (let start = 0; start < values.length; start += size)
        addImage(values.subarray(start, start + size));
    },
  };
}

function insert(peaks: Peak[], peak: Peak, most: number): void {
  if (peaks.length === most && !(peak.value > (peaks.at(-1)?.value ?? Infinity))) return;
  const place = peaks.findIndex(({ value }) => peak.value > value);
  peaks.splice(place < 0 ? peaks.length : place, 0, peak);
  if (peaks.length > most) peaks.pop();
}

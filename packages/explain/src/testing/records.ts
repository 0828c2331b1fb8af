import {
  decodeTensor,
  readReference,
  referenceInputs,
  relativeError,
  type EncodedTensor,
} from '@fer/fixtures';

/** A record of `captum.X.json` or `cam.X.json`. */
export interface ReferenceRecord {
  id: string;
  model: 'A' | 'C';
  input: number;
  target: number;
  score: 'logit' | 'prob';
  method: string;
  layer?: string;
  params?: Record<string, unknown>;
  given?: Record<string, unknown>;
  out: Record<string, EncodedTensor | number>;
  peerF32RelErr: Record<string, number>;
  illConditioned?: boolean;
}

interface ReferenceFile {
  records: ReferenceRecord[];
  shared?: Record<string, EncodedTensor>;
}

const files = new Map<string, ReferenceFile>();
const file = (name: string): ReferenceFile => {
  if (!files.has(name)) files.set(name, readReference<ReferenceFile>(name));
  return files.get(name)!;
};

/** All records of the files whose method matches; throws when there are none, so that a test can't be empty. */
export function recordsOf(kind: 'captum' | 'cam', method: RegExp): ReferenceRecord[] {
  const found = (['A', 'C'] as const).flatMap((model) =>
    file(`${kind}.${model}`).records.filter((record) => method.test(record.method)),
  );
  if (found.length === 0) throw new Error(`no reference matches ${method}`);
  return found;
}

/** A tensor that a record was given, e.g. `baseline`, looked up in the file's shared ones, as a batch of one. */
export function givenBatch(record: ReferenceRecord, key: string): { data: Float32Array; shape: number[] } {
  const reference = record.given![key] as { $shared?: string } & EncodedTensor;
  const encoded = reference.$shared ? file(`captum.${record.model}`).shared![reference.$shared] : reference;
  const { data, shape } = decodeTensor(encoded);
  return { data: Float32Array.from(data), shape: shape.length === 3 ? [1, ...shape] : shape };
}

/** The image of a record as a batch of one. */
export function imageOf({ model, input }: Pick<ReferenceRecord, 'model' | 'input'>) {
  const { data, shape } = referenceInputs(model).images;
  const size = data.length / shape[0];
  return { data: data.slice(input * size, (input + 1) * size), shape: [1, ...shape.slice(1)] };
}

/** Our name for the score of a record. */
export const scoreOf = ({ score }: ReferenceRecord) => (score === 'prob' ? 'probability' : 'logit');

/** How far a result is from a record's. */
export interface Agreement {
  /** `max|actual - expected| / max|expected|`; of a `delta` `max|actual - expected|`. */
  error: number;
  /** What the reference files ask of a float32 port: `error` must not be above it. */
  tolerance: number;
}

/** Holds values against `record.out[key]`. */
export function agreementWith(record: ReferenceRecord, key: string, actual: ArrayLike<number>): Agreement {
  if (record.illConditioned) throw new Error(`${record.id} is ill-conditioned: it needs the other measure`);
  const expected = decodeTensor(record.out[key]).data;
  const peer = 10 * (record.peerF32RelErr[key] ?? 0);
  // The sum of all attributions is what a delta is small against: its own error is absolute.
  if (key === 'delta') return { error: Math.abs(actual[0] - expected[0]), tolerance: Math.max(1e-5, peer) };
  return { error: relativeError(actual, expected), tolerance: Math.max(1e-4, peer) };
}

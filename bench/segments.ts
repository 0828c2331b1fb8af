/**
 * Processor time of the segmenters of @fer/explain on a made-up RGB image with noise, beside scikit-image on the same
 * image in the same turns, and how many segments each finds. Where the named python has no scikit-image that column
 * is empty, and it says so. Medians of the rounds; a ratio is the median of the ratios of each round.
 *
 *   npx tsx --conditions=@fer/source bench/segments.ts [--rounds 7] [--size 224] [--python /usr/bin/python3]
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  faceSegments,
  felzenszwalb,
  limeQuickshift,
  quickshift,
  slic,
  type Segmentation,
} from '@fer/explain';
import { median } from './comparison-table';
import { LineProcess } from './line-process';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    size: { type: 'string', default: '224' },
    python: { type: 'string', default: '/usr/bin/env python3' },
  },
});
const [rounds, size] = [values.rounds, values.size].map(Number);
for (const [name, value] of Object.entries({ rounds, size })) {
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`invalid --${name}: ${value} (expected 1, 2, …)`);
}

const image = { data: picture(size), shape: [size, size, 3] };

interface Row {
  name: string;
  run: () => Segmentation;
  /** The same for scikit-image. */
  peer?: { method: string; options: Record<string, number> };
}

const rows: Row[] = [
  { name: 'slic, 100 segments', run: () => slic(image), peer: { method: 'slic', options: {} } },
  {
    name: 'slic, 50 segments, sigma 1',
    run: () => slic(image, { nSegments: 50, sigma: 1 }),
    peer: { method: 'slic', options: { n_segments: 50, sigma: 1 } },
  },
  {
    name: 'quickshift of LIME (4, 200, 0.2)',
    run: () => quickshift(image, limeQuickshift),
    peer: { method: 'quickshift', options: { kernel_size: 4, max_dist: 200, ratio: 0.2 } },
  },
  {
    name: 'quickshift (5, 10, 1)',
    run: () => quickshift(image),
    peer: { method: 'quickshift', options: {} },
  },
  {
    name: 'felzenszwalb (100, 0.5, 50)',
    run: () => felzenszwalb(image, { scale: 100, sigma: 0.5, minSize: 50 }),
    peer: { method: 'felzenszwalb', options: { scale: 100, sigma: 0.5, min_size: 50 } },
  },
  { name: 'faceSegments', run: () => faceSegments(image) },
];

type Command = { image: string; size: number } | { method: string; options: Record<string, number> };
interface Answer {
  version?: string;
  ms?: number;
  count?: number;
}

const peer = new LineProcess<Command, Answer>([
  ...values.python.split(' '),
  fileURLToPath(new URL('segments_peer.py', import.meta.url)),
]);
const ready = await peer.ask({ image: Buffer.from(image.data.buffer).toString('base64'), size });
const isThere = 'version' in ready;
console.error(
  isThere
    ? `scikit-image ${ready.version}`
    : `skipped scikit-image: ${'absent' in ready ? ready.absent : 'it did not answer'}`,
);

const times = rows.map(() => ({ ours: [] as number[], theirs: [] as number[], counts: [NaN, NaN] }));
try {
  // Round 0 warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const [i, row] of rows.entries()) {
      const before = process.cpuUsage();
      times[i].counts[0] = row.run().count;
      const { user, system } = process.cpuUsage(before);
      const answer = isThere && row.peer ? await peer.ask(row.peer) : {};
      if ('absent' in answer) throw new Error(`scikit-image failed: ${answer.absent}`);
      if (round === 0) continue;
      times[i].ours.push((user + system) / 1000);
      if (answer.ms === undefined || answer.count === undefined) continue;
      times[i].theirs.push(answer.ms);
      times[i].counts[1] = answer.count;
    }
  }
} finally {
  peer.end({ method: 'end', options: {} });
}

console.log(
  `| ${size}x${size} RGB | ours, ms | scikit-image, ms | ours / scikit-image | segments: ours, theirs |`,
);
console.log('| --- | ---: | ---: | ---: | ---: |');
for (const [i, { name }] of rows.entries()) {
  const { ours, theirs, counts } = times[i];
  const hasPeer = theirs.length > 0;
  const cells = [
    median(ours).toFixed(0),
    hasPeer ? median(theirs).toFixed(0) : '–',
    hasPeer ? median(ours.map((ms, round) => ms / theirs[round])).toFixed(2) : '–',
    hasPeer ? counts.join(', ') : String(counts[0]),
  ];
  console.log(`| ${name} | ${cells.join(' | ')} |`);
}

/** Waves of several directions, different in every channel, with noise. */
function picture(side: number): Float32Array {
  return Float32Array.from({ length: side * side * 3 }, (_, i) => {
    const channel = i % 3;
    const x = (Math.floor(i / 3) % side) / side;
    const y = Math.floor(i / 3 / side) / side;
    const noise = (Math.imul(i + 1, 2654435761) >>> 16) / 65536 - 0.5;
    const wave = Math.sin(11 * y + 7 * x * (channel + 1)) + 0.8 * Math.cos(9 * x - 10 * y * y + channel);
    return 0.5 + 0.25 * wave + 0.04 * noise;
  });
}

/**
 * How fast `readFer` reads a FER2013 CSV and how much memory it takes, beside papaparse giving the same arrays.
 *
 *   npx tsx --conditions=@fer/source bench/read-csv.ts [file.csv[.gz]]
 *
 * Without a file it makes one of 35,887 rows from a seed in a temporary folder. Each reader runs in a process of
 * its own, three times, taking turns; medians are printed. MB/s is text (uncompressed) a second. The time is that
 * of the reading alone; the memory is the peak of the whole process, so the row "nothing" says what Node and the
 * loader take. "lines" is the lower bound in Node: inflate and count line feeds. "bound" is what the work costs
 * without any of us: `gzip -dc file | wc`, and then a loop over the same text in memory that adds up its numbers.
 * "cached" is the second start with a cache: the file hashed, the packed set read. "loaded" is what the process
 * holds more after reading than before, garbage collected.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createGunzip, createGzip } from 'node:zlib';

const READERS = ['fer', 'papaparse', 'lines', 'bound', 'cached', 'nothing'] as const;
type Reader = (typeof READERS)[number];
interface Measured {
  seconds: number;
  peak: number;
  /** Bytes held after reading, where it was measured. */
  loaded?: number;
  rows: number;
  textBytes: number;
  checksum: number;
}
const ROUNDS = 3;
const ROWS = 35_887;
const PIXELS = 48 * 48;
const MB = 1e6;

if (process.argv[2] === '--child') {
  process.stdout.write(JSON.stringify(await measure(process.argv[3] as Reader, process.argv[4])));
} else if (process.argv[2] === '--make') {
  await makeFile(process.argv[3]);
} else {
  compare(process.argv[2]);
}

function compare(given: string | undefined): void {
  const folder = mkdtempSync(join(tmpdir(), 'fer-bench-'));
  try {
    const path = given ?? join(folder, 'made.csv.gz');
    // In a child too: a child's peak is never less than what its parent takes when it is started.
    if (!given) child('--make', path);
    const runs = new Map<Reader, Measured[]>(READERS.map((reader) => [reader, []]));
    for (let round = 0; round < ROUNDS; round++)
      for (const reader of READERS)
        runs.get(reader)!.push(JSON.parse(child('--child', reader, path)) as Measured);
    report(runs);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function child(...args: string[]): string {
  const argv = [...process.execArgv, fileURLToPath(import.meta.url), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

function report(runs: Map<Reader, Measured[]>): void {
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
  const rows = READERS.map((reader) => {
    const all = runs.get(reader)!;
    return {
      ...all[0],
      reader,
      seconds: median(all.map((run) => run.seconds)),
      peak: median(all.map((run) => run.peak)),
    };
  });
  const [fer, papa, lines, , cached] = rows;
  if (fer.checksum !== papa.checksum || fer.rows !== papa.rows)
    throw new Error('the two readers differ: nothing to compare');
  if (cached.checksum !== fer.checksum) throw new Error('the cache differs: nothing to compare');
  console.log(`${fer.rows} rows, ${(lines.textBytes / MB).toFixed(0)} MB of text, ${ROUNDS} rounds, medians`);
  console.log('reader      seconds   MB/s   peak MB   seconds / fer   peak / fer');
  for (const { reader, seconds, peak } of rows) {
    const numbers =
      reader === 'nothing'
        ? ['', '', (peak / MB).toFixed(0), '', (peak / fer.peak).toFixed(2)]
        : [
            seconds.toFixed(2),
            (lines.textBytes / MB / seconds).toFixed(0),
            (peak / MB).toFixed(0),
            (seconds / fer.seconds).toFixed(2),
            (peak / fer.peak).toFixed(2),
          ];
    const widths = [9, 7, 10, 16, 13];
    console.log(reader.padEnd(10) + numbers.map((text, i) => text.padStart(widths[i])).join(''));
  }
  const ratio = median(runs.get('fer')!.map(({ seconds }, i) => seconds / runs.get('bound')![i].seconds));
  console.log(`fer / (gzip -dc | wc + bare parse), median of the rounds' ratios: ${ratio.toFixed(2)}`);
  console.log(`loaded: ${(median(runs.get('fer')!.map(({ loaded }) => loaded!)) / MB).toFixed(0)} MB`);
  console.log(
    `second start with a cache: ${cached.seconds.toFixed(2)} s, first without ${fer.seconds.toFixed(2)} s`,
  );
}

async function measure(reader: Reader, path: string): Promise<Measured> {
  const read = {
    fer: readWithFer,
    papaparse: readWithPapa,
    lines: countLines,
    bound: lowerBound,
    cached: readCached,
    nothing: async () => nothing(),
  };
  const run = await read[reader](path);
  return { ...run, peak: process.resourceUsage().maxRSS * 1024 };
}

async function readWithFer(path: string) {
  const { readFer } = await import('@fer/data/node');
  const before = held();
  const start = performance.now();
  const { images, shape, labels } = await readFer(path);
  const seconds = since(start);
  const loaded = held() - before;
  return { seconds, rows: shape[0], textBytes: 0, loaded, checksum: checksum(images, labels!) };
}

/** What the process holds, heap and array buffers, after a garbage collection. */
function held(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The cache lies beside this process's temporary files and is made by a first start, which is not timed. */
async function readCached(path: string) {
  const { readFer } = await import('@fer/data/node');
  const cache = { folder: mkdtempSync(join(tmpdir(), 'fer-bench-cache-')), minBytes: 0 };
  try {
    await readFer(path, { cache });
    const start = performance.now();
    const { images, shape, labels } = await readFer(path, { cache });
    return { seconds: since(start), rows: shape[0], textBytes: 0, checksum: checksum(images, labels!) };
  } finally {
    rmSync(cache.folder, { recursive: true });
  }
}

/** `gzip -dc | wc` as a shell runs it, and a loop over the text that adds up its numbers. */
async function lowerBound(path: string) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of textOf(path) as AsyncIterable<Uint8Array>) chunks.push(chunk);
  const start = performance.now();
  execFileSync('sh', ['-c', isGzip(path) ? 'gzip -dc "$1" | wc' : 'wc <"$1"', 'sh', path]);
  const sum = chunks.reduce((total, chunk) => total + sumOfNumbers(chunk), 0);
  return { seconds: since(start), rows: 0, textBytes: 0, checksum: sum };
}

async function readWithPapa(path: string) {
  const { default: Papa } = await import('papaparse');
  const start = performance.now();
  const blocks: Uint8Array[] = [];
  const labels: number[] = [];
  const splits: string[] = [];
  const parser = Papa.parse(Papa.NODE_STREAM_INPUT, {
    header: true,
    skipEmptyLines: true,
    transformHeader: (name) => name.trim(),
  });
  const rows = textOf(path).pipe(parser) as AsyncIterable<{ emotion: string; pixels: string; Usage: string }>;
  for await (const { emotion, pixels, Usage } of rows) {
    const image = Uint8Array.from(pixels.split(' '), Number);
    if (image.length !== PIXELS) throw new Error(`${image.length} pixels`);
    blocks.push(image);
    labels.push(Number(emotion));
    splits.push(Usage);
  }
  const images = new Uint8Array(blocks.length * PIXELS);
  blocks.forEach((block, i) => images.set(block, i * PIXELS));
  return {
    seconds: since(start),
    rows: labels.length,
    textBytes: 0,
    checksum: checksum(images, Uint8Array.from(labels)),
  };
}

async function countLines(path: string) {
  const start = performance.now();
  let rows = -1; // the header
  let textBytes = 0;
  for await (const chunk of textOf(path) as AsyncIterable<Uint8Array>) {
    textBytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
  }
  return { seconds: since(start), rows, textBytes, checksum: 0 };
}

function nothing() {
  return { seconds: 0, rows: 0, textBytes: 0, checksum: 0 };
}

function sumOfNumbers(text: Uint8Array): number {
  let sum = 0;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text[i] - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else {
      sum += value;
      value = 0;
    }
  }
  return sum;
}

/** The text of a file, inflated when it is gzip. */
function textOf(path: string): Readable {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  return isGzip(path) ? file.pipe(createGunzip({ chunkSize: 1 << 18 })) : file;
}

function isGzip(path: string): boolean {
  const magic = new Uint8Array(2);
  readSync(openSync(path, 'r'), magic);
  return magic[0] === 0x1f && magic[1] === 0x8b;
}

function since(start: number): number {
  return (performance.now() - start) / 1000;
}

/** FNV-1a over pixels and labels. */
function checksum(...arrays: Uint8Array[]): number {
  let hash = 0x811c9dc5;
  for (const array of arrays) for (const byte of array) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** A FER2013 CSV of smooth made-up images, so that it compresses about as well as photographs do. */
async function makeFile(path: string): Promise<void> {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0; // Numerical Recipes' LCG: good enough for filling
    return (state >>> 0) / 2 ** 32;
  };
  function* text() {
    yield 'emotion,pixels,Usage\n';
    for (let row = 0; row < ROWS; row++) {
      const pixels: number[] = [];
      let value = 128;
      for (let i = 0; i < PIXELS; i++) {
        value = Math.min(255, Math.max(0, value + (random() - 0.5) * 24));
        pixels.push(Math.round(value));
      }
      const usage = row < 28_709 ? 'Training' : row < 32_298 ? 'PublicTest' : 'PrivateTest';
      yield `${Math.floor(random() * 7)},${pixels.join(' ')},${usage}\n`;
    }
  }
  await pipeline(Readable.from(text()), createGzip({ level: 6 }), createWriteStream(path));
}

/**
 * Compiles assembly/ into src/simd/binary.ts, once for the plain memory of TF.js's wasm backend and once for the shared memory of its
 * threaded build. The compiler's version is pinned, so the result is the same everywhere (a test compares).
 *
 * npm run build:simd
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('..', import.meta.url));
const common = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--importMemory'];
const memories = {
  PLAIN_MEMORY: ['--initialMemory', '1'],
  SHARED_MEMORY: [
    '--initialMemory',
    '1',
    '--maximumMemory',
    '65536',
    '--sharedMemory',
    '--enable',
    'threads',
  ],
};

/** The id of the section of constants in a wasm binary. */
const DATA_SECTION = 11;

/** The text of src/simd/binary.ts. */
export async function buildSimd(): Promise<string> {
  const constants: string[] = [];
  for (const [name, options] of Object.entries(memories)) {
    const text = Buffer.from(await compile(options)).toString('base64');
    constants.push(`export const ${name} =\n  '${text}';\n`);
  }
  return `// Made by scripts/build-simd.ts from assembly/: edit that.\n${constants.join('')}`;
}

async function compile(options: string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const keep = (name: string, contents: Uint8Array | string) => {
    if (name.endsWith('.wasm') && typeof contents !== 'string') binary = contents;
  };
  const args = ['assembly/index.ts', ...common, ...options, '--baseDir', folder, '--outFile', 'kernels.wasm'];
  const { error } = await asc.main(args, { writeFile: keep, stderr: process.stderr });
  if (error || !binary) throw error ?? new Error('the compiler wrote nothing');
  // The memory belongs to another module: one byte of data of ours would overwrite something of its.
  if (sectionsOf(binary).includes(DATA_SECTION)) throw new Error('the kernels must not contain data');
  return binary;
}

/** The ids of the sections of a wasm binary that are not empty. */
function sectionsOf(binary: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 8; at < binary.length;) {
    const id = binary[at++];
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[at++];
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    if (binary[at] > 0) ids.push(id);
    at += size;
  }
  return ids;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(`${folder}/src/simd/binary.ts`, await buildSimd());
}

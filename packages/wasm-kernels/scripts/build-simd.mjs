/**
 * Compiles assembly/ into src/simd/binary.ts, once for the plain memory of TF.js's wasm backend and once for the shared memory of its
 * threaded build. The compiler's version is pinned, so the result is the same everywhere (a test compares).
 *
 * node scripts/build-simd.mjs
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('..', import.meta.url));
const common = [
  'assembly/index.ts',
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--enable',
  'simd',
  '--importMemory',
];
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

/** The text of src/simd/binary.ts. */
export async function buildSimd() {
  const constants = [];
  for (const [name, options] of Object.entries(memories)) {
    constants.push(
      `export const ${name} =\n  '${Buffer.from(await compile([...common, ...options])).toString('base64')}';\n`,
    );
  }
  return `// Made by scripts/build-simd.mjs from assembly/: edit that.\n${constants.join('')}`;
}

async function compile(options) {
  let binary;
  const writeFile = (name, contents) => {
    if (name.endsWith('.wasm')) binary = contents;
  };
  const { error, stderr } = await asc.main([...options, '--outFile', 'kernels.wasm'], {
    writeFile,
    baseDir: folder,
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  // The memory belongs to another module: one byte of data of ours would overwrite something of its.
  if (/data/.test(sectionNames(binary))) throw new Error('the kernels must not contain data segments');
  return binary;
}

/** The sections of a wasm binary that could hold data ("data" if there is one). */
function sectionNames(binary) {
  const names = [];
  for (let at = 8; at < binary.length;) {
    const id = binary[at++];
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = binary[at++];
      size |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    if (id === 11 && binary[at] > 0) names.push('data');
    at += size;
  }
  return names.join();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(`${folder}/src/simd/binary.ts`, await buildSimd());
}

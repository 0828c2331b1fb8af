import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, tool } from './run';

/** The names that each specifier exports, sorted, e.g. `{ '@fer/models': ['createModel', …] }`. */
export type ExportedNames = Record<string, string[]>;

const listing = (specifiers: readonly string[], load: string) => `
const found = {};
for (const name of ${JSON.stringify(specifiers)}) found[name] = Object.keys(${load}).sort();
console.log('\\n' + JSON.stringify(found));
`;

const lastLine = (stdout: string) => JSON.parse(stdout.trim().split('\n').at(-1)!) as ExportedNames;

/** The names that `import` sees, in the project in `folder`. */
export async function namesByImport(folder: string, specifiers: readonly string[]): Promise<ExportedNames> {
  await writeFile(join(folder, 'names.mjs'), listing(specifiers, 'await import(name)'));
  return lastLine(await run('node', ['names.mjs'], folder));
}

/** The names that `require` sees, in the project in `folder`. */
export async function namesByRequire(folder: string, specifiers: readonly string[]): Promise<ExportedNames> {
  await writeFile(join(folder, 'names.cjs'), listing(specifiers, 'require(name)'));
  return lastLine(await run('node', ['names.cjs'], folder));
}

/**
 * Type-checks a consumer that imports every exported name, as an ES module and as CommonJS, under `strict` and
 * `moduleResolution: node16`. Declarations of libraries are not checked: those of tfjs do not pass.
 */
export async function typeCheckConsumer(folder: string, names: ExportedNames): Promise<void> {
  const source = Object.entries(names).map(([specifier, exported], i) => {
    const imports = exported.map((name) => `${name} as ${name}${i}`).join(', ');
    return `import { ${imports} } from '${specifier}';\nexport const used${i} = [${exported.map((name) => name + i).join(', ')}];\n`;
  });
  const types = join(folder, 'types');
  await mkdir(types, { recursive: true });
  await writeFile(join(types, 'consumer.mts'), source.join(''));
  await writeFile(join(types, 'consumer.cts'), source.join(''));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'node16',
    moduleResolution: 'node16',
    target: 'es2022',
    skipLibCheck: true,
    types: [],
  };
  await writeFile(join(types, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  await run(tool('tsc'), ['-p', types], folder);
}

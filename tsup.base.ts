import { defineConfig } from 'tsup';

/** The build of every library: ESM + CJS + types, dependencies left outside. */
export function library(entry: string[]) {
  return defineConfig({
    entry,
    format: ['esm', 'cjs'],
    target: 'es2022',
    platform: 'neutral',
    external: [/^node:/],
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: true,
    treeshake: true,
  });
}

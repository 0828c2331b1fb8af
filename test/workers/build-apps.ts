import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import webpack from 'webpack';

const folderOf = (app: string) => join(import.meta.dirname, 'apps', app);

/** Builds the Vite application, minified as it is by default. */
export async function buildWithVite(output: string): Promise<void> {
  await build({
    configFile: false,
    root: folderOf('vite'),
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: output, emptyOutDir: true, chunkSizeWarningLimit: 10_000 },
  });
}

/** Builds the webpack application, minified: no loader, no plugin, nothing but where to begin and where to end. */
export async function buildWithWebpack(output: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    webpack(
      {
        mode: 'production',
        context: folderOf('webpack'),
        entry: './main.js',
        output: { path: output },
        performance: { hints: false },
      },
      (error, stats) => {
        if (error) reject(error);
        else if (stats?.hasErrors())
          reject(new Error(stats.toString({ colors: false, all: false, errors: true })));
        else resolve();
      },
    );
  });
  await copyFile(join(folderOf('webpack'), 'index.html'), join(output, 'index.html'));
}

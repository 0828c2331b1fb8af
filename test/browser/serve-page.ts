import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

/**
 * Bundles a page of this folder as an application would and serves it on a free port of this machine.
 *
 * @param page its name without `.html`
 * @param isolated with the headers that let a page use threads (cross-origin isolation)
 * @param files a folder whose files are served beside the page
 */
export async function servePage({
  page = 'index',
  isolated = false,
  files,
}: { page?: string; isolated?: boolean; files?: string } = {}): Promise<{
  url: string;
  close: () => Promise<void>;
}> {
  const outDir = mkdtempSync(join(tmpdir(), 'fer-browser-'));
  const root = import.meta.dirname;
  const shared = { configFile: false, root, publicDir: files ?? false, logLevel: 'error' } as const;
  await build({
    ...shared,
    resolve: { conditions: ['@fer/source', 'module', 'browser', 'import', 'default'] },
    // A worker that imports something later is made of several files.
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: join(root, `${page}.html`) },
      chunkSizeWarningLimit: 10_000,
      // TF.js starts its threads from the text of one of its functions, which names a variable outside it: where a
      // minifier has renamed that variable, the threads die and the page waits for them for ever.
      minify: !isolated,
    },
  });
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: {
      host: '127.0.0.1',
      port: 0,
      headers: isolated
        ? { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
        : {},
    },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('the preview server has no address');
  return {
    url: `${url}${page}.html`,
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

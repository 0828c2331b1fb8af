import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

/** For servers, not for the page. */
const NOT_KEPT = ['headers.json', 'service-worker.js'];

/**
 * Builds the service worker after all else, with the list of what else was built. workbox-precaching does the keeping; what
 * vite-plugin-pwa would add to it is this list, and hundreds of packages.
 */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: (resolved) => void (config = resolved),
    async closeBundle() {
      const folder = resolve(config.root, config.build.outDir);
      await build({
        configFile: false,
        root: config.root,
        publicDir: false,
        logLevel: 'warn',
        define: {
          PRECACHE: JSON.stringify(filesToKeep(folder)),
          'process.env.NODE_ENV': JSON.stringify('production'),
        },
        build: {
          outDir: config.build.outDir,
          emptyOutDir: false,
          target: config.build.target,
          lib: {
            entry: 'src/service-worker.ts',
            formats: ['iife'],
            name: 'serviceWorker',
            fileName: () => 'service-worker.js',
          },
        },
      });
    },
  };
}

/** All files with a revision each; those of `assets` have it in their names. */
function filesToKeep(folder: string) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_KEPT.includes(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const url = file.slice(folder.length + 1).replaceAll('\\', '/');
      const hash = () => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);
      return { url, revision: url.startsWith('assets/') ? null : hash() };
    })
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}

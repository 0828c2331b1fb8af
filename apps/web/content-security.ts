import { createHash } from 'node:crypto';
import { FILM_SCRIPT } from '@fer/experiments';
import type { Plugin } from 'vite';

const policy = (directives: readonly string[]) => directives.join('; ');

/** The script of the reports that the app opens; they are under its policy. */
const REPORT_SCRIPT = `'sha256-${createHash('sha256').update(FILM_SCRIPT).digest('base64')}'`;

/** The page and its workers: their own scripts and WebAssembly, and nobody to talk to but the server that they came from. */
const APP = policy([
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' ${REPORT_SCRIPT}`,
  "worker-src 'self' blob:",
  "connect-src 'self' blob: data:",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "frame-src 'self' blob:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
]);

/** The frame that is there only while the person loads a model by its address: it may ask others, and do nothing else. */
const FETCH_MODEL = policy([
  "default-src 'none'",
  "script-src 'self'",
  'connect-src https: http://localhost:* http://127.0.0.1:*',
  "base-uri 'none'",
  "form-action 'none'",
]);

/** Which sites may show a page in a frame; a page can't say it of itself. */
const OWN_FRAMES = "; frame-ancestors 'self'";

/**
 * The headers of the files whose path begins with `path`, for whoever serves the app; later ones replace earlier ones. A
 * worker has the policy of its own script, so every file has one. Assets are named after their content.
 */
const HEADERS = [
  {
    path: '/',
    headers: {
      'Content-Security-Policy': APP + OWN_FRAMES,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-cache',
    },
  },
  { path: '/assets/', headers: { 'Cache-Control': 'public, max-age=31536000, immutable' } },
  { path: '/fetch-model.html', headers: { 'Content-Security-Policy': FETCH_MODEL + OWN_FRAMES } },
];

/** Writes the policies into the built pages, for servers that send no headers, and `headers.json` for those that do. */
export function contentSecurity(): Plugin {
  return {
    name: 'content-security',
    apply: 'build',
    transformIndexHtml: (_html, { path }) => [
      {
        tag: 'meta',
        attrs: {
          'http-equiv': 'Content-Security-Policy',
          content: path.endsWith('fetch-model.html') ? FETCH_MODEL : APP,
        },
        injectTo: 'head-prepend',
      },
    ],
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'headers.json', source: JSON.stringify(HEADERS, null, 2) });
    },
  };
}

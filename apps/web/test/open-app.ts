import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { preview } from 'vite';

/** The path of the Chromium to test in: `$CHROMIUM_PATH`, else Debian's; `undefined` when there is none. */
export const chromiumPath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium'].find(
  (path) => path && existsSync(path),
);

/** To be put behind the titles of tests that are skipped where there is no browser. */
export const where = chromiumPath ? '' : ' (no chromium: install it or set CHROMIUM_PATH)';

const root = join(import.meta.dirname, '..');

/** The built app. */
export const appFolder = () => process.env.FER_WEB_DIST ?? join(root, 'dist');

export interface OpenAppOptions {
  /** With the headers of `fer serve`: cross-origin isolation, and the policy for workers too. Default false: as a static host. */
  isolated?: boolean;
  /** With WebGL and WebGPU, computed in software. */
  gpu?: boolean;
  /** A video file (.mjpeg, .y4m) that plays as the camera; its permission is given. */
  camera?: string;
  /** Lets the app keep itself for use without a server, which takes a moment. */
  offline?: boolean;
  /** The built app, where it is not that of all tests. */
  folder?: string;
  /** Of the browser's window: colour scheme, size. */
  context?: BrowserContextOptions;
}

export interface OpenedApp {
  page: Page;
  url: string;
  /** What the page said on its console as an error, and what it threw. */
  errors: string[];
  /** Ends the server; the page stays. */
  stopServer(): Promise<void>;
  close(): Promise<void>;
}

/** Serves the built app (`dist`, or the folder that `$FER_WEB_DIST` names) and opens it in a fresh Chromium. */
export async function openApp({
  isolated = false,
  gpu = false,
  camera,
  offline = false,
  folder: outDir = appFolder(),
  context,
}: OpenAppOptions = {}): Promise<OpenedApp> {
  if (!existsSync(join(outDir, 'index.html')))
    throw new Error(`no app in ${outDir} (expected a build: npm run build)`);
  const server = await preview({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir },
    preview: {
      host: '127.0.0.1',
      port: 0,
      headers: isolated ? headersOf(outDir) : {},
    },
  });
  const url = server.resolvedUrls!.local[0];
  let browser: Browser | undefined;
  let served = true;
  const stopServer = async () => {
    if (served) await server.close();
    served = false;
  };
  const close = async () => {
    await browser?.close();
    await stopServer();
  };
  try {
    browser = await chromium.launch({
      executablePath: chromiumPath!,
      args: chromiumOptions({ gpu, camera }),
    });
    const window = await browser.newContext({
      acceptDownloads: true,
      serviceWorkers: offline ? 'allow' : 'block',
      ...context,
    });
    if (camera) await window.grantPermissions(['camera']);
    const page = await window.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(url);
    return { page, url, errors, stopServer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What the app asks its server to send with every file. */
function headersOf(folder: string): Record<string, string> {
  const rules = JSON.parse(readFileSync(join(folder, 'headers.json'), 'utf8')) as {
    headers: Record<string, string>;
  }[];
  return rules[0].headers;
}

function chromiumOptions({ gpu, camera }: Pick<OpenAppOptions, 'gpu' | 'camera'>): string[] {
  return [
    '--headless',
    '--no-sandbox',
    ...(gpu
      ? [
          '--use-angle=swiftshader',
          '--enable-unsafe-swiftshader',
          '--enable-unsafe-webgpu',
          '--use-webgpu-adapter=swiftshader',
          '--enable-features=Vulkan',
        ]
      : ['--disable-gpu']),
    ...(camera ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`] : []),
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
}

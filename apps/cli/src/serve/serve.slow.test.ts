/** `fer serve` as it is built, asked as a browser would and as it would not. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

function serve(...words: string[]): ChildProcess {
  return spawn(process.execPath, [main, 'serve', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function said(stream: NodeJS.ReadableStream): Promise<string> {
  const [chunk] = (await once(stream, 'data')) as [Buffer];
  return chunk.toString();
}

describe('fer serve', () => {
  let server: ChildProcess;
  let url: URL;
  beforeAll(async () => {
    server = serve('--port', '0');
    url = new URL(/http:\S+/.exec(await said(server.stdout!))![0]);
  });
  afterAll(() => server.kill('SIGKILL'));

  /** Asks with exactly this path and these headers, which `fetch` would put right. */
  function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
    return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
      const { hostname, port } = url;
      request({ hostname, port, path, method, headers }, (response) => {
        let body = '';
        response.setEncoding('latin1').on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      })
        .on('error', reject)
        .end();
    });
  }

  it('sends the page with cross-origin isolation and a policy that lets it talk to nobody else', async () => {
    const { status, headers, body } = await ask('/');
    expect(status).toBe(200);
    expect(body).toContain('<div id="app">');
    expect(headers).toMatchObject({
      'content-type': 'text/html;charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    expect(headers['content-security-policy']).toContain("connect-src 'self' blob: data:;");
    expect((await ask('/index.html')).headers).toEqual({ ...headers, date: expect.anything() as string });
  });

  it('gives the page that loads models from other servers a policy of its own', async () => {
    const { headers } = await ask('/fetch-model.html');
    expect(headers['content-security-policy']).toContain('connect-src https:');
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  });

  it('lets browsers keep for good what is named after its content, with its type', async () => {
    const script = /src="\.(\/assets\/[^"]+\.js)"/.exec((await ask('/')).body)![1];
    const { headers } = await ask(script);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/javascript');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('hands out nothing but the files of the app', async () => {
    for (const path of [
      '/../main.js',
      '/%2e%2e/main.js',
      '/..%2fmain.js',
      '/assets/../../main.js',
      '/assets/..%5c..%5cmain.js',
      '//etc/passwd',
      '/no-such-file',
      '/%',
    ]) {
      const { status, body } = await ask(path);
      expect([path, status]).toEqual([path, 404]);
      expect(body).toBe('no such file\n');
    }
    expect((await ask('/', {}, 'POST')).status).toBe(405);
  });

  it('does not answer to a name that somebody else made point here', async () => {
    expect((await ask('/', { Host: `evil.example:${url.port}` })).status).toBe(403);
    expect((await ask('/', { Host: `localhost:${url.port}` })).status).toBe(200);
    expect((await ask('/', { Host: 'localhost.evil.example' })).status).toBe(403);
  });

  it('says that a port is taken, and what to do', async () => {
    const second = serve('--port', url.port);
    const [message, end] = await Promise.all([said(second.stderr!), once(second, 'exit')]);
    expect(message).toMatch(/^fer: port \d+ is taken \(.*--port/);
    expect(end).toEqual([2, null]);
  });

  it('ends at Ctrl-C although a browser is connected', async () => {
    const socket = connect(Number(url.port), url.hostname).on('error', () => undefined);
    await once(socket, 'connect');
    server.kill('SIGINT');
    expect(await once(server, 'exit')).toEqual([0, null]);
    socket.destroy();
  });
});

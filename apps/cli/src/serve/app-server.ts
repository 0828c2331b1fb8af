import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { UsageError } from '../errors';
import { isOwnName } from './own-name';
import { headersFor, readHeaderRules } from './header-rules';

export interface AppServerOptions {
  /** The name or address to listen on, e.g. 127.0.0.1. */
  host: string;
  /** 0 takes a free one. */
  port: number;
}

export interface AppServer {
  /** Where the app is, e.g. `http://127.0.0.1:4848/`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Serves a built app: the files that are in the folder now and no others, with the headers that its `headers.json` asks
 * for.
 *
 * @throws UsageError where the port is taken or the host is not one of this machine.
 */
export async function startAppServer(folder: string, { host, port }: AppServerOptions): Promise<AppServer> {
  const rules = await readHeaderRules(folder);
  const files = sirv(folder, {
    // sirv's are of size and time, and a packed file has no time of its own: two versions would be alike.
    etag: false,
    setHeaders(response, path) {
      for (const [name, value] of headersFor(rules, path)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) => {
    const refuse = (code: number, why: string) => {
      response.writeHead(code, { 'Content-Type': 'text/plain' }).end(`${why}\n`);
    };
    if (!isOwnName(request.headers.host, host)) refuse(403, 'not the name of this server');
    else if (request.method !== 'GET' && request.method !== 'HEAD') refuse(405, 'only GET and HEAD');
    else files(request, response, () => refuse(404, 'no such file'));
  });
  await listen(server, { host, port });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}/`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, { host, port }: AppServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explained(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      // Not the next one by itself: what a browser keeps belongs to one address, its port included.
      return new UsageError(
        `port ${port} is taken (is fer serve running already? or choose another --port; the browser keeps runs and data for each port apart)`,
      );
    case 'EACCES':
      return new UsageError(`port ${port} is not allowed (expected one from 1024)`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UsageError(`${host} is not an address of this machine (expected e.g. 127.0.0.1 or 0.0.0.0)`);
    default:
      return error;
  }
}

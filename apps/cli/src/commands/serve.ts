import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import open from 'open';
import { integer } from '../options';
import { startAppServer, type AppServerOptions } from '../serve/app-server';

/** The browser app, which the build puts beside the command line. */
const APP = fileURLToPath(new URL('web', import.meta.url));

/** No service that is known uses it. */
const PORT = 4848;

interface ServeOptions extends AppServerOptions {
  open?: boolean;
}

export function serveCommand(signal: AbortSignal): Command {
  return new Command('serve')
    .description('Serve the browser app: train, watch and question a network in a window, on this machine.')
    .option('--port <n>', 'where to listen; 0 takes a free one', portNumber, PORT)
    .option('--host <name>', 'the address to listen on; 0.0.0.0 lets others on the network in', '127.0.0.1')
    .option('--open', 'open it in the browser')
    .addHelpText(
      'after',
      `
Everything is computed in the browser: the server only hands out the app. What the browser keeps (runs, data sets)
belongs to the address, its port included.

Examples:
  fer serve --open
  fer serve --port 8080`,
    )
    .action((options: ServeOptions) => serve(options, signal));
}

async function serve({ open: show, ...options }: ServeOptions, signal: AbortSignal): Promise<void> {
  if (!existsSync(APP)) throw new Error('the browser app is not built (npm run build does)');
  const server = await startAppServer(APP, options);
  try {
    console.log(`the app is at ${server.url} (Ctrl-C ends it)`);
    if (show) await open(server.url);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await server.close();
  }
}

function portNumber(text: string): number {
  const port = integer(text);
  if (port < 0 || port > 65_535) throw new InvalidArgumentError('expected a port, 0..65535.');
  return port;
}

import { oneLine, UsageError } from '../errors';
import { BACKENDS, type Backend, type Importer } from './backends';

/** What `auto` tries, in this order: the native ones only where the user installed them. */
const AUTOMATIC = ['tfjs-node-gpu', 'tfjs-node', 'wasm'];

export const BACKEND_NAMES = ['auto', ...BACKENDS.map((backend) => backend.name)];

export interface ChooseBackendOptions {
  load?: Importer;
  /** Told why a backend that is installed was not used. */
  warn?: (message: string) => void;
  backends?: Backend[];
}

/**
 * Starts the backend of a name, or with `auto` the first that works of tfjs-node-gpu, tfjs-node (only where they
 * are installed) and wasm. Returns the name of the one that runs.
 *
 * @throws `UsageError` for an unknown name, or where a backend asked for by name is missing: it says what to install.
 */
export async function chooseBackend(
  wanted: string,
  { load = (name) => import(name), warn = () => undefined, backends = BACKENDS }: ChooseBackendOptions = {},
): Promise<string> {
  const find = (name: string) => backends.find((backend) => backend.name === name);
  if (wanted !== 'auto') {
    const backend = find(wanted);
    if (backend === undefined)
      throw new UsageError(`unknown backend: ${wanted} (expected one of ${BACKEND_NAMES.join(', ')})`);
    try {
      await backend.start(load);
    } catch (error) {
      throw new UsageError(explain(backend, error), { cause: error });
    }
    return wanted;
  }
  for (const name of AUTOMATIC) {
    const backend = find(name);
    if (backend === undefined) continue;
    try {
      await backend.start(load);
      return name;
    } catch (error) {
      if (!isMissing(error, backend))
        warn(`backend ${name} is installed but did not start (${oneLine(error)}): trying the next`);
    }
  }
  throw new UsageError(`no backend of TensorFlow.js started (tried ${AUTOMATIC.join(', ')})`);
}

function explain(backend: Backend, error: unknown): string {
  if (isMissing(error, backend))
    return `backend ${backend.name} is not installed (npm install ${backend.packages.join(' ')})`;
  return `backend ${backend.name} did not start: ${oneLine(error)}`;
}

/** Whether an import failed because one of the backend's own packages is absent, and not something inside it. */
function isMissing(error: unknown, backend: Backend): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return false;
  return backend.packages.some((name) => message.includes(`'${name}'`));
}

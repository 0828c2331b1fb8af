import { readFile } from 'node:fs/promises';
import { parseSweep, trialsOf, type Trial } from '@fer/experiments';
import { checkingInput, UsageError } from '../errors';

export interface OpenSweepOptions {
  /** Laid over every trial. */
  data?: string;
  skipBadRows?: boolean;
  epochs?: number;
  limit?: number;
}

export interface OpenSweep {
  name: string;
  trials: Trial[];
}

/** Reads and checks a sweep file and makes its trials. */
export function openSweep(
  file: string,
  { data, skipBadRows, epochs, limit }: OpenSweepOptions = {},
): Promise<OpenSweep> {
  return checkingInput(async () => {
    const sweep = await readSweep(file);
    const override = {
      ...((data ?? skipBadRows ?? limit) !== undefined && {
        data: without({ source: data, skipBadRows, limit }),
      }),
      ...(epochs !== undefined && { training: { epochs } }),
    };
    return { name: sweep.name, trials: await trialsOf(sweep, { override }) };
  });
}

async function readSweep(file: string) {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`no such file: ${file}`);
    if (code === 'EISDIR') throw new UsageError(`${file} is a folder (expected a sweep as a JSON file)`);
    throw error;
  }
  try {
    return parseSweep(JSON.parse(text));
  } catch (error) {
    const what = error instanceof SyntaxError ? `not JSON (${error.message})` : (error as Error).message;
    throw new UsageError(`${file}: ${what}`, { cause: error });
  }
}

function without(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Headers of the files whose path begins with `path`. */
interface HeaderRule {
  path: string;
  headers: Record<string, string>;
}

/** Reads what a built app asks its server to send. Later rules replace the headers of earlier ones. */
export async function readHeaderRules(folder: string): Promise<HeaderRule[]> {
  return JSON.parse(await readFile(join(folder, 'headers.json'), 'utf8')) as HeaderRule[];
}

/** The headers of one file; `/` is `/index.html`. */
export function headersFor(rules: readonly HeaderRule[], path: string): Map<string, string> {
  const file = path.endsWith('/') ? `${path}index.html` : path;
  return new Map(
    rules.filter((rule) => file.startsWith(rule.path)).flatMap(({ headers }) => Object.entries(headers)),
  );
}

/** Writes the table of methods into the README: `pnpm --filter @fer/explain readme`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { withMethodsTable } from './methods-table';

const readme = new URL('../README.md', import.meta.url);
writeFileSync(readme, await withMethodsTable(readFileSync(readme, 'utf8')));

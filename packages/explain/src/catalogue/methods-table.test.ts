import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { withMethodsTable } from '../../scripts/methods-table';

it('is what the README says (else: pnpm --filter @fer/explain readme)', async () => {
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  expect(await withMethodsTable(readme)).toBe(readme);
});

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { specJsonSchema } from '../../scripts/spec-json-schema';

it('is what spec.schema.json says to editors (else: pnpm --filter @fer/experiments schema)', async () => {
  const written = await readFile(new URL('../../spec.schema.json', import.meta.url), 'utf8');
  expect(written).toBe(specJsonSchema());
});

it('has a description of every property of a spec and of its parts', () => {
  const { properties } = JSON.parse(specJsonSchema()) as { properties: Record<string, Described> };
  const missing = Object.entries(properties).flatMap(([name, part]) =>
    Object.entries({ [name]: part, ...part.properties }).flatMap(([key, value]) =>
      value.description === undefined ? [`${name}.${key}`] : [],
    ),
  );
  expect(missing).toEqual([]);
});

interface Described {
  description?: string;
  properties?: Record<string, Described>;
}

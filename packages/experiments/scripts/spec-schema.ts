/** Writes spec.schema.json, by which editors check and complete a spec: `pnpm --filter @fer/experiments schema`. */
import { writeFileSync } from 'node:fs';
import { specJsonSchema } from './spec-json-schema';

writeFileSync(new URL('../spec.schema.json', import.meta.url), specJsonSchema());

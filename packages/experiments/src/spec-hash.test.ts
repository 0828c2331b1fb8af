import { expect, it } from 'vitest';
import { experimentSpec } from './experiment-spec';
import { parseSpec } from './parse-spec';
import { specHash } from './spec-hash';

it('is the same for the same experiment, whatever its name and the order of its keys', async () => {
  const hash = await specHash(parseSpec({ seed: 1, training: { epochs: 2, batchSize: 8 } }));
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  const turned = parseSpec({ training: { batchSize: 8, epochs: 2 }, seed: 1 });
  const { training, ...rest } = turned;
  expect(await specHash({ training, ...rest, name: 'another' })).toBe(hash);
});

it('is another for whatever decides a number', async () => {
  const specs = [{}, { seed: 1 }, { epochs: 3 }, { dropout: 0 }, { ema: { decay: 0.9 } }].map(experimentSpec);
  expect(new Set(await Promise.all(specs.map(specHash))).size).toBe(specs.length);
});

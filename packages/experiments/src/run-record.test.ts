import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeRunFolder } from './node/node-run-folder';
import type { RunFolder } from './run-folder';
import { holdsRun, newRunRecord, readRunRecord, writeRunRecord } from './run-record';
import { experimentSpec } from './experiment-spec';
import { memoryRunFolder } from './testing/memory-run-folder';

let path: string;
beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'fer-run-'));
});
afterEach(() => rm(path, { recursive: true, force: true }));

const record = newRunRecord({
  spec: experimentSpec(),
  classes: ['a', 'b'],
  preprocessing: { kind: 'none' },
  dataHash: '0',
  backend: 'cpu',
  versions: {},
});

describe.each<[string, () => RunFolder]>([
  ['in memory', memoryRunFolder],
  ['on disk', () => nodeRunFolder(join(path, 'run'))],
])('the record of a run %s', (_, makeFolder) => {
  it('is read as it was written', async () => {
    const folder = makeFolder();
    expect(await holdsRun(folder)).toBe(false);
    await writeRunRecord(folder, record);
    expect(await holdsRun(folder)).toBe(true);
    expect(await readRunRecord(folder)).toEqual(record);
  });

  it.each([
    [undefined, /no run in .* \(expected a folder with run\.json, as fer train writes it\)/],
    ['{"format": "fer-', /run\.json in .* is not JSON/],
    ['{"format": "fer-run/9"}', /run\.json in .* has format fer-run\/9 \(expected fer-run\/1\)/],
    ['null', /has format undefined/],
    ['{"format": "fer-run/1"}', /run\.json in .* is damaged \(expected spec\.data\.source and classes\)/],
  ])('that reads %s is an error that says so', async (content, message) => {
    const folder = makeFolder();
    if (content !== undefined) await folder.write('run.json', content);
    await expect(readRunRecord(folder)).rejects.toThrow(message);
  });

  it('of a program before specs had a version is opened, with what its spec left unsaid', async () => {
    const folder = makeFolder();
    const spec = {
      name: 'old',
      data: { source: 'drawn-faces', limit: 70 },
      model: { name: 'tiny' },
      preprocessing: 'none',
      training: { epochs: 1, batchSize: 64, optimizer: { name: 'adam', learningRate: 0.001 }, replicas: 2 },
      seed: 0,
    };
    await folder.write('run.json', JSON.stringify({ ...record, spec }));
    expect((await readRunRecord(folder)).spec).toEqual(
      experimentSpec({ name: 'old', limit: 70, epochs: 1, learningRate: 0.001 }),
    );
    await folder.write('run.json', JSON.stringify({ ...record, spec: { ...spec, version: 9 } }));
    await expect(readRunRecord(folder)).rejects.toThrow(/can't be used: version 9 of a spec is newer/);
  });

  it('stands beside files in folders of their own', async () => {
    const folder = makeFolder();
    await folder.write('figures/a.svg', '<svg/>');
    expect(new TextDecoder().decode(await folder.read('figures/a.svg'))).toBe('<svg/>');
  });

  it('stands beside stores, whose entries are files of the run like others', async () => {
    const folder = makeFolder();
    const best = folder.store('best');
    await best.write('model.json', Uint8Array.of(1));
    await folder.write('best/weights.bin', Uint8Array.of(2));
    await folder.write('best-figure.svg', '<svg/>');
    expect(await best.entries()).toEqual(['model.json', 'weights.bin']);
    expect([...(await best.read('weights.bin'))!]).toEqual([2]);
    expect([...(await folder.read('best/model.json'))!]).toEqual([1]);
    expect(await folder.store('last').entries()).toEqual([]);
    await folder.store('best').remove('model.json');
    expect(await folder.read('best/model.json')).toBeUndefined();
    expect(best.name).toBe(`${folder.name}/best`);
  });
});

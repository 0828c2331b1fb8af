import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { zipFiles } from './zip-files';

const zip = zipSync({ run: { 'run.json': strToU8('{}'), best: { 'model.json': strToU8('{"a":1}') } } });

it('lists and reads the files of an archive', async () => {
  const files = await (await zipFiles(new Blob([zip]), 'run.zip')).files();
  expect(files.map(({ name }) => name).sort()).toEqual(['run/best/model.json', 'run/run.json']);
  const model = files.find(({ name }) => name.endsWith('model.json'))!;
  expect(new TextDecoder().decode(await model.read(100))).toBe('{"a":1}');
});

it('refuses what is no archive, or only a part of one', async () => {
  await expect(zipFiles(strToU8('{}'), 'run.json')).rejects.toThrow('run.json: no zip archive');
  const cut = await zipFiles(zip.slice(0, zip.length - 30), 'cut.zip');
  await expect(cut.files()).rejects.toThrow('cut.zip');
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelInfo, modelNames } from '@fer/models';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from '../run-cli';

let folder: string;
let said: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-cli-models-'));
  said = [];
  for (const channel of ['log', 'error'] as const)
    vi.spyOn(console, channel).mockImplementation((line: string) => void said.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

describe('fer models', () => {
  it('lists every network with its parameters, study and description', async () => {
    expect(await runCli(['models'])).toBe(0);
    const lines = said.join('\n').split('\n');
    for (const name of modelNames()) {
      const line = lines.find((each) => each.startsWith(`${name} `));
      const { parameters, description, study } = modelInfo(name);
      expect(line).toContain(parameters.total.toLocaleString('en-US'));
      expect(line).toContain(description);
      if (study !== undefined) expect(line).toContain(`study ${study}`);
    }
  });

  it('prints where one comes from, what is our choice, and its layers as Keras does', async () => {
    expect(await runCli(['models', 'compact4'])).toBe(0);
    const text = said.join('\n');
    expect(text).toContain("Source: study 5, Keras' conventions.");
    expect(text).toContain('the dropout rate is not stated: ours is 0.25');
    expect(text).toContain('Model: "compact4"');
    expect(text).toContain('Total params: 400,583');
    expect(text).toMatch(/layer +output +field +stride +start\n.*48 x 48 x 32 +3 +1 +-1\n/);
  });

  it('prints JSON', async () => {
    expect(await runCli(['models', 'tiny', '--json'])).toBe(0);
    expect(JSON.parse(said.join('\n'))).toMatchObject({
      name: 'tiny',
      total: 43_239,
      layers: { length: 19 },
      receptiveFields: [
        { size: [3, 3], stride: [1, 1], start: [-1, -1], whole: false },
        ...Array<object>(17).fill({}),
      ],
    });
    said = [];
    expect(await runCli(['models', '--json'])).toBe(0);
    const all = JSON.parse(said.join('\n')) as { name: string }[];
    expect(all.map(({ name }) => name)).toEqual(modelNames());
  });

  it('draws the layers of one as SVG and PNG', async () => {
    const [svg, png] = ['net.svg', 'net.png'].map((file) => join(folder, file));
    expect(await runCli(['models', 'mini-xception', '--diagram', svg])).toBe(0);
    expect(await readFile(svg, 'utf8')).toMatch(/^<svg .*block4_shortcut/s);
    expect(await runCli(['models', 'mini-xception', '--diagram', png])).toBe(0);
    expect((await readFile(png)).subarray(1, 4).toString()).toBe('PNG');
  });

  it.each([
    [['models', '--diagram', 'net.svg'], '--diagram draws one network (expected its name)'],
    [['models', '--check-gradients'], '--check-gradients is of one network (expected its name)'],
    [['models', 'tiny', '--diagram', 'net.pdf'], 'net.pdf (expected a name that ends in .svg or .png)'],
    [['models', 'tiny', '--diagram', '/no/such/folder/net.svg'], "can't write /no/such/folder/net.svg"],
  ])('%j is one line that says what is wrong, exit code 2', async (words, message) => {
    expect(await runCli(words)).toBe(2);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(message);
    expect(await readdir(folder)).toEqual([]);
  });
});

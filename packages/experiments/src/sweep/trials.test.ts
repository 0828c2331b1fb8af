import { describe, expect, it } from 'vitest';
import { parseSpec } from '../parse-spec';
import { specHash } from '../spec-hash';
import { parseSweep } from './sweep-file';
import { trialsOf } from './trials';

const trials = (json: unknown, override?: Record<string, unknown>) =>
  trialsOf(parseSweep(json), { override });
const values = async (json: unknown) => (await trials(json)).map(({ varied }) => Object.values(varied));

describe('trialsOf', () => {
  it('combines the values of a grid, the last path changing fastest', async () => {
    const made = await trials({
      grid: { 'training.optimizer.learningRate': [1e-3, 1e-4], 'model.dropout': [0, 0.3], seed: [0, 1, 2] },
    });
    expect(made).toHaveLength(12);
    expect(made.slice(0, 4).map(({ varied }) => Object.values(varied))).toEqual([
      [1e-3, 0, 0],
      [1e-3, 0, 1],
      [1e-3, 0, 2],
      [1e-3, 0.3, 0],
    ]);
    expect(made[3].varied).toEqual({
      'training.optimizer.learningRate': 1e-3,
      'model.dropout': 0.3,
      seed: 0,
    });
    expect(made[3].spec).toEqual({
      ...parseSpec({
        model: { dropout: 0.3 },
        training: { optimizer: { name: 'adam', learningRate: 1e-3 } },
      }),
      name: 'tiny on drawn-faces: learningRate 0.001, dropout 0.3, seed 0',
    });
  });

  it('names each trial by the hash of its spec, which its name does not change', async () => {
    const [{ id, hash, spec }] = await trials({ base: { name: 'a' }, grid: { seed: [4, 5] } });
    expect(hash).toBe(await specHash(parseSpec({ seed: 4 })));
    expect(id).toBe(hash.slice(0, 12));
    expect(spec.name).toBe('a: seed 4');
  });

  it('lays each of the specs over the base, null taking a key away, and crosses them with the grid', async () => {
    const json = {
      base: { model: { name: 'leaky4', dropout: 0.5 }, training: { epochs: 3 } },
      specs: [{}, { model: { dropout: null } }, { model: { name: 'tiny' }, training: { epochs: 5 } }],
      grid: { seed: [7, 8] },
    };
    expect((await trials(json)).map(({ spec }) => [spec.model, spec.training.epochs, spec.seed])).toEqual([
      [{ name: 'leaky4', dropout: 0.5 }, 3, 7],
      [{ name: 'leaky4', dropout: 0.5 }, 3, 8],
      [{ name: 'leaky4' }, 3, 7],
      [{ name: 'leaky4' }, 3, 8],
      [{ name: 'tiny', dropout: 0.5 }, 5, 7],
      [{ name: 'tiny', dropout: 0.5 }, 5, 8],
    ]);
  });

  it('keeps the names that a list of specs gives, and reports what it varies', async () => {
    const made = await trials({ specs: [{ name: 'one' }, { name: 'two', training: { batchSize: 32 } }] });
    expect(made.map(({ spec, varied }) => [spec.name, varied])).toEqual([
      ['one', { 'training.batchSize': 64 }],
      ['two', { 'training.batchSize': 32 }],
    ]);
  });

  it('fills a part that the base does not have with its defaults: the optimiser of leaky4 stays its own', async () => {
    const made = await trials({
      base: { model: { name: 'leaky4' } },
      grid: { 'training.optimizer.clipNorm': [1, 5] },
    });
    expect(made[1].spec.training.optimizer).toMatchObject({ name: 'adam', learningRate: 1e-4, clipNorm: 5 });
  });

  it('varies an optimiser and its learning rate together, in whichever order they are written', async () => {
    const grid = {
      'training.optimizer.learningRate': [0.1, 0.01],
      'training.optimizer.name': ['sgd', 'adam'],
    };
    expect((await trials({ grid })).map(({ spec }) => spec.training.optimizer)).toMatchObject([
      { name: 'sgd', learningRate: 0.1 },
      { name: 'adam', learningRate: 0.1 },
      { name: 'sgd', learningRate: 0.01 },
      { name: 'adam', learningRate: 0.01 },
    ]);
    const whole = {
      'training.optimizer.learningRate': [0.1],
      'training.optimizer': [{ name: 'sgd', momentum: 0.9 }, { name: 'adadelta' }],
    };
    expect((await trials({ grid: whole })).map(({ spec }) => spec.training.optimizer)).toMatchObject([
      { name: 'sgd', learningRate: 0.1, momentum: 0.9 },
      { name: 'adadelta', learningRate: 0.1 },
    ]);
  });

  it('leaves out of the varied values those that are the same everywhere', async () => {
    expect(await values({ grid: { seed: [1, 2], 'training.epochs': [3] } })).toEqual([[1], [2]]);
  });

  it('is scaled down by what is laid over each trial', async () => {
    const [{ spec }] = await trials(
      { grid: { seed: [0, 1] } },
      { training: { epochs: 1 }, data: { limit: 70 } },
    );
    expect(spec.training.epochs).toBe(1);
    expect(spec.data.limit).toBe(70);
  });

  it.each<[string, unknown, string]>([
    [
      'a path that is in no spec',
      { grid: { 'model.droput': [0, 0.3] } },
      'trial 1 (droput 0): unknown key: model.droput (did you mean dropout?)',
    ],
    [
      'a value out of range',
      { grid: { 'model.dropout': [0, 1.5] } },
      'trial 2 (dropout 1.5): invalid model.dropout: 1.5 (expected a number >= 0 and < 1)',
    ],
    [
      'a path through a number',
      { base: { training: { epochs: 3 } }, grid: { 'training.epochs.max': [3] } },
      'trial 1 (max 3): invalid path: training.epochs.max (training.epochs is 3, expected an object)',
    ],
    [
      'one trial twice',
      { grid: { seed: [1, 2, 1] } },
      'trials 1 and 3 are the same experiment (seed 1); expected each once',
    ],
    [
      'two specs that mean the same',
      { specs: [{}, { training: { epochs: 10 } }] },
      'trials 1 and 2 are the same experiment; expected each once',
    ],
  ])('refuses %s', async (_, json, message) => {
    await expect(trials(json)).rejects.toThrow(message);
  });

  it('refuses what an override makes the same', async () => {
    await expect(
      trials({ grid: { 'training.epochs': [5, 10] } }, { training: { epochs: 1 } }),
    ).rejects.toThrow('trials 1 and 2 are the same experiment');
  });
});

describe('parseSweep', () => {
  it.each<[string, unknown, string]>([
    ['no object', 3, 'invalid sweep: 3 (expected an object)'],
    ['null', null, 'invalid sweep: null (expected an object)'],
    ['a misspelt key', { grids: {} }, 'unknown key: grids (did you mean grid?)'],
    ['nothing that varies', { base: {} }, 'nothing varies in the sweep (expected grid, specs or both)'],
    ['a value in place of a list', { grid: { seed: 3 } }, 'invalid grid.seed: 3 (expected a list of values)'],
    ['no values', { grid: { seed: [] } }, 'invalid grid.seed: [] (expected a list of at least one value)'],
    ['no specs', { specs: [] }, 'invalid specs: [] (expected a list of at least one)'],
    [
      'a list of numbers',
      { specs: [3] },
      'invalid specs.0: 3 (expected an object: a spec, or a part of one)',
    ],
    [
      'a path that is none',
      { grid: { 'a..b': [1] } },
      'invalid path in grid: a..b (expected keys with dots between',
    ],
    [
      'names',
      { grid: { name: ['a'] } },
      'invalid path in grid: name (a name alone makes no other experiment',
    ],
    ['another version', { version: 2, grid: { seed: [1] } }, 'invalid version: 2 (expected 1)'],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseSweep(json)).toThrow(message);
  });
});

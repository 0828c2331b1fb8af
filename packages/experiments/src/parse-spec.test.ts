import { describe, expect, it } from 'vitest';
import { experimentSpec } from './experiment-spec';
import { FIGURE_NAMES } from './figure-names';
import { parseSpec } from './parse-spec';

describe('parseSpec', () => {
  it('fills in every default, and gives the same again', () => {
    const spec = parseSpec({});
    expect(spec).toEqual({
      version: 1,
      name: 'tiny on drawn-faces',
      seed: 0,
      data: { source: 'drawn-faces', division: { validation: 'splits' } },
      preprocessing: 'none',
      model: { name: 'tiny' },
      training: {
        epochs: 10,
        batchSize: 64,
        replicas: 2,
        optimizer: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
        schedule: { name: 'constant', warmupEpochs: 0 },
        labelSmoothing: 0,
        monitor: 'val_accuracy',
      },
      evaluation: { topConfusions: 5, topLosses: 9 },
      figures: [...FIGURE_NAMES],
    });
    expect(parseSpec(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
  });

  it('keeps what is said, and completes optimiser, schedule, augmentation and early stopping', () => {
    const spec = parseSpec({
      $schema: 'spec.schema.json',
      data: { source: 'fer2013.csv', division: { folds: 5, fold: 2 }, seed: 3, skipBadRows: true },
      preprocessing: ['equalize', 'standardize'],
      augment: ['flip', { name: 'mixup', alpha: 0.4 }],
      model: { name: 'dense', widths: [30, 20], initializer: 'heNormal' },
      training: {
        optimizer: { name: 'adamw', learningRate: 0.01, clipNorm: 1 },
        schedule: { name: 'step', every: 4 },
        classWeights: 'balanced',
        labelSmoothing: 0.1,
        stepsPerEpoch: 20,
        ema: { decay: 0.99 },
        monitor: 'val_loss',
        earlyStopping: { patience: 3 },
      },
      evaluation: { views: { crop: 'tenCrop', size: 40 } },
      figures: ['history'],
    });
    expect(spec).toMatchObject({
      name: 'dense on fer2013.csv',
      data: { division: { folds: 5, fold: 2 }, seed: 3, skipBadRows: true },
      preprocessing: ['equalize', 'standardize'],
      augment: [
        { name: 'flip', probability: 0.5 },
        { name: 'mixup', alpha: 0.4 },
      ],
      model: { name: 'dense', widths: [30, 20], initializer: 'heNormal' },
      training: {
        optimizer: { name: 'adamw', learningRate: 0.01, weightDecay: 0.01, epsilon: 1e-8, clipNorm: 1 },
        schedule: { name: 'step', every: 4, factor: 0.1, warmupEpochs: 0 },
        ema: { decay: 0.99 },
        earlyStopping: { monitor: 'val_loss', patience: 3, minDelta: 0 },
      },
      evaluation: { views: { crop: 'tenCrop', size: 40 }, topLosses: 9 },
      figures: ['history'],
    });
    expect(spec).not.toHaveProperty('$schema');
    expect(parseSpec(spec)).toEqual(spec);
  });

  it('leaves out what is off: saying so makes no other spec', () => {
    const said = { data: { skipBadRows: false, dropConflicts: false }, model: { batchNorm: true } };
    expect(parseSpec(said)).toStrictEqual(parseSpec({}));
  });

  it("takes study 3's learning rate for leaky4 where none is said", () => {
    const rate = (training: object) => parseSpec({ model: { name: 'leaky4' }, training }).training.optimizer;
    expect(rate({})).toMatchObject({ name: 'adam', learningRate: 1e-4 });
    expect(rate({ optimizer: { name: 'adam' } })).toMatchObject({ learningRate: 1e-3 });
    expect(experimentSpec({ model: 'leaky4' }).training.optimizer.learningRate).toBe(1e-4);
    expect(experimentSpec({ model: 'leaky4', learningRate: 0.1 }).training.optimizer.learningRate).toBe(0.1);
  });

  it('says that a newer version is newer', () => {
    expect(() => parseSpec({ version: 2, novelty: 1 })).toThrow(
      'version 2 of a spec is newer than this program, which knows version 1 (expected a newer @fer/experiments)',
    );
  });

  it.each<[unknown, string]>([
    [3, 'invalid spec: 3 (expected an object)'],
    [null, 'invalid spec: null (expected an object)'],
    [[], 'invalid spec: [] (expected an object)'],
    [{ version: '1' }, 'invalid version: "1" (expected 1)'],
    [{ trainig: {} }, 'unknown key: trainig (did you mean training?)'],
    [{ training: { optimiser: {} } }, 'unknown key: training.optimiser (did you mean optimizer?)'],
    [
      { evaluation: { colour: 1 } },
      'unknown key: evaluation.colour (expected one of views, topConfusions, topLosses)',
    ],
    [{ training: { epochs: 0 } }, 'invalid training.epochs: 0 (expected an integer >= 1)'],
    [{ training: { epochs: Number.NaN } }, 'invalid training.epochs: NaN (expected an integer >= 1)'],
    [
      { training: { labelSmoothing: 1 } },
      'invalid training.labelSmoothing: 1 (expected a number >= 0 and < 1)',
    ],
    [{ training: 3 }, 'invalid training: 3 (expected an object)'],
    [{ seed: 1.5 }, 'invalid seed: 1.5 (expected an integer)'],
    [{ name: '' }, 'invalid name: "" (expected a text that is not empty)'],
    [{ model: { name: 'resnt' } }, /^invalid model\.name: resnt \(expected one of tiny, /.source],
    [{ model: { widths: [3] } }, 'invalid model.widths: [3] (expected them only of the model dense)'],
    [{ model: { dropout: 1 } }, 'invalid model.dropout: 1 (expected a number >= 0 and < 1)'],
  ])('refuses %j', (json, message) => {
    expect(() => parseSpec(json)).toThrow(message.startsWith('^') ? new RegExp(message) : message);
  });

  it.each<[object, string]>([
    [{ folds: 5, fold: 5 }, 'invalid data.division.fold: 5 (expected an integer from 0, less than folds)'],
    [{ folds: 5 }, 'missing data.division.fold (expected an integer >= 0)'],
    [
      { validation: 'lst', count: 7 },
      'invalid data.division.validation: lst (expected one of splits, last, afterFirst, share)',
    ],
    [{ validation: 'last' }, 'missing data.division.count (expected an integer >= 1)'],
    [{ validation: 'last', cont: 4 }, 'unknown key: data.division.cont (did you mean count?)'],
    [{ validation: 'share', share: 1 }, 'invalid data.division.share: 1 (expected a number > 0 and < 1)'],
  ])('refuses the division %j', (division, message) => {
    expect(() => parseSpec({ data: { division } })).toThrow(message);
  });

  it('wants dropDuplicates with dropConflicts', () => {
    expect(() => parseSpec({ data: { dropConflicts: true } })).toThrow(
      'invalid data.dropConflicts: true (expected it only together with data.dropDuplicates)',
    );
    expect(() => experimentSpec({ dropDuplicates: 'all' as never })).toThrow(
      'invalid data.dropDuplicates: all (expected exact or near)',
    );
  });

  it.each([['magic'], [['equalize', 'magic']]])('refuses the preprocessing %j', (preprocessing) => {
    expect(() => parseSpec({ preprocessing })).toThrow(
      '(expected none, scale, standardize, standardizeImage, equalize or clahe, or a list of them)',
    );
  });

  it.each<[object, string]>([
    [{ optimizer: 'adam' }, 'invalid training.optimizer: adam (expected an object that names it)'],
    [{ optimizer: { name: 'sdg' } }, 'invalid training.optimizer.name: sdg (expected one of sgd, adam, '],
    [
      { optimizer: { name: 'sgd', momentm: 1 } },
      'unknown key: training.optimizer.momentm (did you mean momentum?)',
    ],
    [
      { optimizer: { name: 'adam', learningRate: -1 } },
      'invalid learning rate: -1 (expected a number > 0), at training.optimizer',
    ],
    [
      { optimizer: { name: 'sgd', nesterov: 1 } },
      'invalid training.optimizer.nesterov: 1 (expected true or false)',
    ],
    [{ schedule: { name: 'step' } }, 'missing training.schedule.every (expected an integer >= 1)'],
    [{ classWeights: [1, -1] }, 'invalid training.classWeights.1: -1 (expected a number >= 0)'],
    [{ ema: 0.9 }, 'invalid training.ema: 0.9 (expected an object)'],
    [{ earlyStopping: {} }, 'missing training.earlyStopping.patience (expected an integer >= 1)'],
  ])('refuses the training %j', (training, message) => {
    expect(() => parseSpec({ training })).toThrow(message);
  });

  it('gives every message in one line', () => {
    const source = { toJSON: () => 'x'.repeat(500) };
    expect(() => parseSpec({ data: { source } })).toThrow(/^invalid data\.source: .{1,70} \(expected .*\)$/);
  });
});

import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { experimentSpec } from '@fer/experiments';
import { commandLine, optionWords } from './command-line';
import { addTrainingOptions, trainingChoices, type TrainingOptions } from './training-options';

/** What a user's words are read as. */
function read(words: string[]): TrainingOptions {
  const command = addTrainingOptions(new Command('train')).exitOverride();
  return command
    .configureOutput({ writeErr: () => undefined })
    .parse(words, { from: 'user' })
    .opts();
}

const specOf = (...words: string[]) => experimentSpec(trainingChoices(read(words)));

describe('the training options', () => {
  it('are a spec of all defaults where there are none', () => {
    expect(specOf()).toEqual(experimentSpec());
  });

  it('name optimisers, schedules and the rest', () => {
    const { training, model, data, evaluation } = specOf(
      ...['--optimizer', 'sgd', '--momentum', '0.9', '--learning-rate', '0.1', '--weight-decay', '1e-4'],
      ...['--schedule', 'plateau', '--warmup-epochs', '2', '--label-smoothing', '0.1', '--ema', '0.999'],
      ...['--class-weights', 'balanced', '--clip-norm', '1', '--steps-per-epoch', '9', '--patience', '4'],
      ...['--monitor', 'val_macro_f1', '--folds', '5', '--fold', '2', '--views', 'ten-crop'],
      ...['--no-batch-norm', '--initializer', 'heNormal', '--dropout', '0'],
    );
    expect(training).toMatchObject({
      optimizer: { name: 'sgd', momentum: 0.9, learningRate: 0.1, weightDecay: 1e-4, clipNorm: 1 },
      schedule: { name: 'reduceOnPlateau', warmupEpochs: 2 },
      labelSmoothing: 0.1,
      ema: { decay: 0.999 },
      classWeights: 'balanced',
      stepsPerEpoch: 9,
      earlyStopping: { patience: 4 },
      monitor: 'val_macro_f1',
    });
    expect(model).toEqual({ name: 'tiny', dropout: 0, batchNorm: false, initializer: 'heNormal' });
    expect(data.division).toEqual({ folds: 5, fold: 2 });
    expect(evaluation.views).toEqual({ crop: 'tenCrop', size: 44 });
  });

  it('take optimisers and schedules as JSON too', () => {
    const { training } = specOf(
      '--optimizer',
      '{"name":"sgd","momentum":0.9,"nesterov":true}',
      '--schedule',
      '{"name":"step","every":10,"factor":0.5}',
    );
    expect(training).toMatchObject({
      optimizer: { name: 'sgd', momentum: 0.9, nesterov: true },
      schedule: { name: 'step', every: 10, factor: 0.5 },
    });
  });

  it('let a share of the training images validate, or the last rows', () => {
    expect(specOf('--validation', '0.1').data.division).toEqual({ validation: 'share', share: 0.1 });
    expect(specOf('--validation', '5000').data.division).toEqual({ validation: 'last', count: 5000 });
  });

  it.each<[string[], string]>([
    [['--folds', '5'], '--folds and --fold go together (expected both: --folds 5 --fold 0)'],
    [['--folds', '5', '--fold', '1', '--validation', '9'], '--validation and --folds at once'],
    [['--schedule', 'step'], 'missing training.schedule.every (expected an integer >= 1)'],
    [['--optimizer', 'adm'], 'invalid training.optimizer.name: adm (expected one of sgd, '],
    [['--momentum', '0.9'], 'unknown key: training.optimizer.momentum'],
    [['--initializer', 'henormal'], 'invalid model.initializer: henormal (expected one of glorotUniform, '],
  ])('refuse %j', (words, message) => {
    expect(() => specOf(...words)).toThrow(message);
  });

  it('are words again that read the same', () => {
    const words = [
      ...['--optimizer', '{"name":"sgd","momentum":0.9}', '--schedule', 'cosine', '--class-weights', '1,2,3'],
      ...['--widths', '30,20', '--views', 'ten-crop:40', '--no-batch-norm'],
    ];
    const options = read(words);
    expect(read(optionWords(options))).toEqual(options);
    expect(commandLine(optionWords({ optimizer: options.optimizer, widths: [3, 2] }))).toBe(
      `--optimizer '{"name":"sgd","momentum":0.9}' --widths 3,2`,
    );
  });
});

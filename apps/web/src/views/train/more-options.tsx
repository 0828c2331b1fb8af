import { texts } from '../../texts';
import type { TrainingOptions } from '../../workers/train/training-options';
import { CheckField, Field, named, NumberField, SelectField } from './fields';
import { FigureFields } from './figure-fields';
import { change, shown, shownText } from './form-state';
import { ScheduleFields } from './schedule-fields';
import { SpecText } from './spec-text';

const words = texts.train.form;

/** What is rarely changed. */
export function MoreOptions({ options }: { options: TrainingOptions }) {
  const number = (label: string, path: string, help?: string) => (
    <NumberField label={label} help={help} value={shown(path)} onValue={(value) => change(path, value)} />
  );
  return (
    <details>
      <summary>{words.more}</summary>
      <div class="train-fields">
        <Field label={words.name}>
          {() => (
            <input
              type="text"
              value={shownText('name')}
              onChange={(event) => change('name', event.currentTarget.value || undefined)}
            />
          )}
        </Field>
        <ScheduleFields schedules={options.schedules} />
        {number(words.labelSmoothing, 'training.labelSmoothing', words.labelSmoothingHelp)}
        {number(words.dropout, 'model.dropout', words.dropoutHelp)}
        <SelectField
          label={words.initializer}
          value={shownText('model.initializer')}
          options={[{ value: '', name: words.ownInitializer }, ...named(options.initializers)]}
          onValue={(name) => change('model.initializer', name || undefined)}
        />
        {number(words.ema, 'training.ema.decay', words.emaHelp)}
        <SelectField
          label={words.monitor}
          value={shownText('training.monitor')}
          options={named(options.monitors)}
          onValue={(name) => change('training.monitor', name)}
        />
        {number(words.stop, 'training.earlyStopping.patience', words.stopHelp)}
        <SelectField
          label={words.duplicates}
          value={shownText('data.dropDuplicates') || 'keep'}
          options={Object.entries(words.duplicateKinds).map(([value, name]) => ({ value, name }))}
          onValue={(kind) => change('data.dropDuplicates', kind === 'keep' ? undefined : kind)}
        />
      </div>
      <div class="train-checks">
        <CheckField
          label={words.batchNorm}
          checked={shown('model.batchNorm') !== false}
          onValue={(on) => change('model.batchNorm', on ? undefined : false)}
        />
        <CheckField
          label={words.balanced}
          checked={shown('training.classWeights') === 'balanced'}
          onValue={(on) => change('training.classWeights', on ? 'balanced' : undefined)}
        />
        <CheckField
          label={words.mirror}
          checked={shown('evaluation.views') === 'flip'}
          onValue={(on) => change('evaluation.views', on ? 'flip' : undefined)}
        />
      </div>
      <FigureFields names={options.figures} />
      <SpecText />
    </details>
  );
}

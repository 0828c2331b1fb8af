import type { DataInfo } from '../../library/data-sets';
import { linkTo, setParams } from '../../route';
import { texts } from '../../texts';
import { DataChoice } from '../../ui/data-choice';
import { Notice } from '../../ui/notice';
import type { TrainingOptions } from '../../workers/train/training-options';
import { change, checked, dataId, isCut, mistake, shown, studyName, shownText } from './form-state';
import { named, NumberField, SelectField } from './fields';
import { AugmentationFields } from './augmentation-fields';
import { MoreOptions } from './more-options';
import { OptimizerFields } from './optimizer-fields';
import { StudyField } from './study-field';

const words = texts.train.form;

/** What is trained, and how. */
export function SpecForm({ options, sets }: { options: TrainingOptions; sets: readonly DataInfo[] }) {
  return (
    <>
      {isCut.value && <Notice error>{words.cut}</Notice>}
      <div class="train-fields">
        <StudyField studies={options.studies} />
        <div>
          <DataChoice sets={sets} chosen={dataId.value} onChoose={(id) => setParams({ data: id })} />
          <a href={linkTo('data')}>{words.bring}</a>
        </div>
        <SelectField
          label={words.model}
          value={shownText('model.name')}
          options={named(options.models)}
          onValue={(name) => change('model.name', name)}
        />
        <NumberField
          label={words.epochs}
          help={words.epochsHelp}
          value={shown('training.epochs')}
          onValue={(value) => change('training.epochs', value)}
        />
        <NumberField
          label={words.batchSize}
          value={shown('training.batchSize')}
          onValue={(value) => change('training.batchSize', value)}
        />
        <OptimizerFields optimizers={options.optimizers} />
        <PreprocessingField names={options.preprocessing} />
        <NumberField
          label={words.limit}
          help={words.limitHelp}
          value={shown('data.limit')}
          onValue={(value) => change('data.limit', value)}
        />
        <NumberField
          label={words.seed}
          help={words.seedHelp}
          value={shown('seed')}
          onValue={(value) => change('seed', value)}
        />
        <NumberField
          label={words.replicas}
          help={words.replicasHelp}
          value={shown('training.replicas')}
          onValue={(value) => change('training.replicas', value)}
        />
      </div>
      <AugmentationFields names={options.augmentations} />
      <MoreOptions options={options} />
      {studyName.value && checked.value && checked.value.scaled.length > 0 && (
        <p class="quiet">
          {words.scaled} {checked.value.scaled.join(' ')}
        </p>
      )}
      {mistake.value && <Notice error>{mistake.value}</Notice>}
    </>
  );
}

function PreprocessingField({ names }: { names: readonly string[] }) {
  const value = shown('preprocessing');
  const several = Array.isArray(value) ? [{ value: '', name: words.severalPreprocessings }] : [];
  return (
    <SelectField
      label={words.preprocessing}
      value={typeof value === 'string' ? value : ''}
      options={[...several, ...named(names)]}
      onValue={(name) => change('preprocessing', name)}
    />
  );
}

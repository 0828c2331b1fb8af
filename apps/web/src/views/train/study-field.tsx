import { setParams } from '../../route';
import { texts } from '../../texts';
import type { TrainingOptions } from '../../workers/train/training-options';
import { SelectField } from './fields';
import { studyName } from './form-state';

const words = texts.train.form;

/** What the form begins from: the defaults, or the main run of a study. */
export function StudyField({ studies }: { studies: TrainingOptions['studies'] }) {
  const chosen = studies.find(({ name }) => name === studyName.value);
  return (
    <div class="train-study">
      <SelectField
        label={words.begin}
        value={studyName.value ?? ''}
        options={[
          { value: '', name: words.ownChoice },
          ...studies.map(({ name, number, title }) => ({ value: name, name: words.study(number, title) })),
        ]}
        onValue={(name) => setParams({ study: name || undefined, spec: undefined })}
      />
      {chosen && (
        <p class="quiet">
          {words.asksStudy} {chosen.asked}
        </p>
      )}
    </div>
  );
}

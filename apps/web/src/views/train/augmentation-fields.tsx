import { texts } from '../../texts';
import { CheckField } from './fields';
import { change, shown } from './form-state';
import { isJson } from './json-paths';

/** Augmentations by name, in the order of the list; options of one that is ticked already stay as they are. */
export function AugmentationFields({ names }: { names: readonly string[] }) {
  const value = shown('augment');
  const steps: unknown[] = Array.isArray(value) ? value : [];
  const without = (name: string) => steps.filter((step) => nameOf(step) !== name);
  const set = (name: string, on: boolean) => {
    const chosen = on ? [...steps, name] : without(name);
    change('augment', chosen.length === 0 ? undefined : chosen);
  };
  return (
    <fieldset class="train-checks">
      <legend>{texts.train.form.augment}</legend>
      {names.map((name) => (
        <CheckField
          key={name}
          label={name}
          checked={steps.some((step) => nameOf(step) === name)}
          onValue={(on) => set(name, on)}
        />
      ))}
    </fieldset>
  );
}

const nameOf = (step: unknown) => (isJson(step) ? step.name : step);

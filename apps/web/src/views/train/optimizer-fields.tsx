import { texts } from '../../texts';
import { named, NumberField, SelectField } from './fields';
import { change, changes, shown, shownText } from './form-state';
import { isJson, valueAt } from './json-paths';

const words = texts.train.form;
const PATH = 'training.optimizer';

export function OptimizerFields({ optimizers }: { optimizers: readonly string[] }) {
  const setRate = (learningRate: unknown) => {
    const changed = valueAt(changes.value, PATH);
    const { learningRate: _, ...rest } = isJson(changed) ? changed : { name: shown(`${PATH}.name`) };
    change(PATH, learningRate === undefined ? rest : { ...rest, learningRate });
  };
  return (
    <>
      <SelectField
        label={words.optimizer}
        value={shownText(`${PATH}.name`)}
        options={named(optimizers)}
        onValue={(name) => change(PATH, { name })}
      />
      <NumberField label={words.learningRate} value={shown(`${PATH}.learningRate`)} onValue={setRate} />
    </>
  );
}

import { texts } from '../../texts';
import { named, NumberField, SelectField } from './fields';
import { change, shown, shownText } from './form-state';
import { isJson } from './json-paths';

const words = texts.train.form;
const PATH = 'training.schedule';

/** What each schedule asks for, and where it begins; all but `oneCycle` may warm up. */
const SETTINGS: Record<string, readonly (readonly [key: string, label: string, first?: number])[]> = {
  step: [
    ['every', words.every, 10],
    ['factor', words.factor],
    ['warmupEpochs', words.warmup],
  ],
  reduceOnPlateau: [
    ['patience', words.patience],
    ['factor', words.factor],
    ['warmupEpochs', words.warmup],
  ],
  oneCycle: [],
};
const OTHERS = [['warmupEpochs', words.warmup]] as const;

export function ScheduleFields({ schedules }: { schedules: readonly string[] }) {
  const schedule = shown(PATH);
  const name = shownText(`${PATH}.name`);
  const choose = (chosen: string) => {
    const needed = (SETTINGS[chosen] ?? []).filter(([, , first]) => first !== undefined);
    change(PATH, { name: chosen, ...Object.fromEntries(needed.map(([key, , first]) => [key, first])) });
  };
  const set = (key: string, value: unknown) => {
    const { [key]: _, ...rest } = isJson(schedule) ? schedule : { name };
    change(PATH, value === undefined ? rest : { ...rest, [key]: value });
  };
  return (
    <>
      <SelectField label={words.schedule} value={name} options={named(schedules)} onValue={choose} />
      {(SETTINGS[name] ?? OTHERS).map(([key, label]) => (
        <NumberField
          key={key}
          label={label}
          value={shown(`${PATH}.${key}`)}
          onValue={(value) => set(key, value)}
        />
      ))}
    </>
  );
}

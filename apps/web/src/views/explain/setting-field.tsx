import { texts } from '../../texts';
import { Choice } from '../../ui/choice';
import type { Settings } from '../../workers/ask/method-options';
import type { Setting } from '../../workers/ask/method-settings';
import { changeSetting } from './ask-state';

/** One setting of a method; what it is at first does not stand in the address. */
export function SettingField({
  method,
  setting,
  own,
}: {
  method: string;
  setting: Setting;
  own: Settings[string] | undefined;
}) {
  const { name, kind } = setting;
  const label = texts.explain.methods.names[name] ?? name;
  const value = own ?? setting.value;
  const change = (to: Settings[string]) =>
    changeSetting(method, name, String(to) === String(setting.value) ? undefined : to);
  switch (kind) {
    case 'number':
      return (
        <label class="field">
          <span>{label}</span>
          <input
            type="number"
            value={Number(value)}
            min={setting.least}
            max={setting.most}
            step={setting.step === 1 ? 1 : 'any'}
            onChange={({ currentTarget }) => {
              if (currentTarget.validity.valid && currentTarget.value !== '')
                change(Number(currentTarget.value));
              else currentTarget.reportValidity();
            }}
          />
        </label>
      );
    case 'switch':
      return (
        <label class="check">
          <input
            type="checkbox"
            checked={Boolean(value)}
            onChange={(event) => change(event.currentTarget.checked)}
          />
          {label}
        </label>
      );
    case 'place':
      return (
        <label class="field">
          <span>{label}</span>
          <input
            value={String(value)}
            pattern="\d+(\s*,\s*\d+)*"
            onChange={({ currentTarget }) => {
              if (currentTarget.validity.valid) change(currentTarget.value.split(',').map(Number));
              else currentTarget.reportValidity();
            }}
          />
        </label>
      );
    default: {
      const options = setting.choices.map((choice) => ({ value: choice, name: choice }));
      return <Choice label={label} value={String(value)} options={options} onChoose={change} />;
    }
  }
}

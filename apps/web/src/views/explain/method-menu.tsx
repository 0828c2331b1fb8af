import { texts } from '../../texts';
import type { AskedMethod } from '../../workers/ask/list-methods';
import { chooseMethod, readAskState, resetSettings } from './ask-state';
import { SettingField } from './setting-field';

/** The catalogue of methods, a part a family; those that can't explain this model say why. */
export function MethodMenu({ methods }: { methods: readonly AskedMethod[] }) {
  const words = texts.explain.methods;
  const { methods: chosen } = readAskState();
  const families = [...new Set(methods.map(({ family }) => family))];
  return (
    <div class="families">
      {families.map((family) => {
        const own = methods.filter((method) => method.family === family);
        const count = own.filter(({ name }) => chosen.includes(name)).length;
        return (
          <details key={family} class="family">
            <summary>
              <strong>{words.families[family] ?? family}</strong>{' '}
              <span class="quiet">{words.chosen(count, own.length)}</span>
            </summary>
            <ul>
              {own.map((method) => (
                <MethodItem key={method.name} method={method} isChosen={chosen.includes(method.name)} />
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

function MethodItem({ method, isChosen }: { method: AskedMethod; isChosen: boolean }) {
  const words = texts.explain.methods;
  const { name, tells, cost, paper, refused, settings } = method;
  const { [name]: own = {} } = readAskState().settings;
  const id = `method-${name}`;
  return (
    <li class="method">
      <label>
        <input
          type="checkbox"
          checked={isChosen && refused === undefined}
          disabled={refused !== undefined}
          aria-describedby={id}
          onChange={(event) => chooseMethod(name, event.currentTarget.checked)}
        />
        <strong>{name}</strong>
      </label>
      <p id={id} class="quiet">
        {tells}. {words.cost(cost.forward, cost.backward)}{' '}
        {paper && (
          <a href={paper.url} target="_blank" rel="noreferrer">
            {paper.title}, {paper.year}
          </a>
        )}
        {refused !== undefined && ' '}
        {refused !== undefined && (
          <span class="refused">
            {words.refused} {refused}.
          </span>
        )}
      </p>
      {isChosen && refused === undefined && settings.length > 0 && (
        <fieldset class="settings">
          <legend class="quiet">{words.settings(name)}</legend>
          {settings.map((setting) => (
            <SettingField key={setting.name} method={name} setting={setting} own={own[setting.name]} />
          ))}
          {Object.keys(own).length > 0 && (
            <button type="button" class="small" onClick={() => resetSettings(name)}>
              {words.reset}
            </button>
          )}
        </fieldset>
      )}
    </li>
  );
}

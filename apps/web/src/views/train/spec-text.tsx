import { useState } from 'preact/hooks';
import { texts } from '../../texts';
import { Notice } from '../../ui/notice';
import { Field } from './fields';
import { changes, setChanges } from './form-state';
import { isJson } from './json-paths';

const words = texts.train.form;

/** What is other than the defaults as text: for all that the form has no field for. */
export function SpecText() {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const [error, setError] = useState<string | undefined>(undefined);
  const take = () => {
    if (typed === undefined) return;
    try {
      const json: unknown = JSON.parse(typed.trim() || '{}');
      if (!isJson(json)) throw new Error(words.noObject);
      setChanges(json);
      setTyped(undefined);
      setError(undefined);
    } catch (thrown) {
      setError(words.notJson((thrown as Error).message));
    }
  };
  return (
    <>
      <Field label={words.json} help={words.jsonHelp}>
        {(describedBy) => (
          <textarea
            rows={6}
            aria-describedby={describedBy}
            spellcheck={false}
            class="code-input"
            value={typed ?? JSON.stringify(changes.value, null, 2)}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onBlur={take}
          />
        )}
      </Field>
      {error && <Notice error>{error}</Notice>}
    </>
  );
}

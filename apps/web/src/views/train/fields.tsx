import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';

interface FieldProps {
  label: string;
  /** What stands under the field. */
  help?: string;
}

/** A labelled control, which gets the id of its help. */
export function Field({
  label,
  help,
  children,
}: FieldProps & { children: (describedBy: string | undefined) => ComponentChildren }) {
  const id = useId();
  return (
    <div class="field">
      <label class="field">
        <span>{label}</span>
        {children(help && id)}
      </label>
      {help && (
        <small id={id} class="quiet">
          {help}
        </small>
      )}
    </div>
  );
}

/** A number, or what is typed in its place: the spec's own message says what is wrong with it. Empty is the default. */
export function NumberField({
  label,
  help,
  value,
  onValue,
}: FieldProps & { value: unknown; onValue: (value: number | string | undefined) => void }) {
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const take = (text: string) => {
    setTyped(text);
    const trimmed = text.trim();
    onValue(trimmed === '' ? undefined : Number.isNaN(Number(trimmed)) ? trimmed : Number(trimmed));
  };
  return (
    <Field label={label} help={help}>
      {(describedBy) => (
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          aria-describedby={describedBy}
          value={typed ?? textOf(value)}
          onInput={(event) => take(event.currentTarget.value)}
          onBlur={() => setTyped(undefined)}
        />
      )}
    </Field>
  );
}

const textOf = (value: unknown) =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : '';

export interface Option {
  value: string;
  name: string;
}

export function SelectField({
  label,
  help,
  value,
  options,
  onValue,
}: FieldProps & { value: string; options: readonly Option[]; onValue: (value: string) => void }) {
  return (
    <Field label={label} help={help}>
      {(describedBy) => (
        <select
          aria-describedby={describedBy}
          value={value}
          onChange={(event) => onValue(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function CheckField({
  label,
  checked,
  onValue,
}: {
  label: string;
  checked: boolean;
  onValue: (checked: boolean) => void;
}) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onValue(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

export const named = (names: readonly string[]): Option[] => names.map((name) => ({ value: name, name }));

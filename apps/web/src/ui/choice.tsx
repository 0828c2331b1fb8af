/** A labelled list to choose one of. */
export function Choice<T extends string>({
  label,
  value,
  options,
  disabled,
  onChoose,
}: {
  label: string;
  value: T;
  options: readonly { value: T; name: string }[];
  disabled?: boolean;
  onChoose: (value: T) => void;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={value}
        disabled={disabled}
        onChange={(event) => onChoose(event.currentTarget.value as T)}
      >
        {options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

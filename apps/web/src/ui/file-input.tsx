export interface FileInputProps {
  label: string;
  /** What the browser offers first: `'.csv,.zip'`. */
  accept?: string;
  /** One folder with all that is in it, in place of files. */
  folder?: boolean;
  /** Several files at once. */
  multiple?: boolean;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
}

/** A file input that looks like the other buttons. */
export function FileInput({ label, folder = false, disabled = false, onFiles, ...input }: FileInputProps) {
  return (
    <label class={disabled ? 'button file off' : 'button file'}>
      <input
        type="file"
        class="visually-hidden"
        disabled={disabled}
        {...input}
        {...(folder && { webkitdirectory: true })}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen once more.
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      {label}
    </label>
  );
}

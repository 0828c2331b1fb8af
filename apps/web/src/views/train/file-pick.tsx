import { useRef } from 'preact/hooks';

/** A button that asks for a zip archive. */
export function FilePick({ label, onFile }: { label: string; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <p>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        class="visually-hidden"
        aria-label={label}
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onFile(file);
          currentTarget.value = '';
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
    </p>
  );
}

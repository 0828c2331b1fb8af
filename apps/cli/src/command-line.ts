/** A command as one would type it, with what a shell would take apart in quotes. */
export function commandLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w./@:=,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}

/** Options as words of a command line: `batchSize: 64` is `--batch-size 64`, `batchNorm: false` is `--no-batch-norm`. */
export function optionWords(options: object): string[] {
  return Object.entries(options).flatMap(([key, value]: [string, unknown]) => {
    if (value === undefined) return [];
    const name = key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
    if (typeof value === 'boolean') return [value ? `--${name}` : `--no-${name}`];
    return [`--${name}`, wordOf(value)];
  });
}

/** Lists of names and numbers as they are typed, other data as JSON. */
function wordOf(value: unknown): string {
  const parts = Array.isArray(value) ? (value as unknown[]) : [value];
  return parts.some((part) => typeof part === 'object') ? JSON.stringify(value) : parts.join(',');
}
